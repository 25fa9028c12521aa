import type { Change, Live, Snapshot } from "./live";

/** How the page hears of changes now. `gone`: the link opens nothing any more. */
export type Hearing = "starting" | "live" | "polling" | "offline" | "gone";

export interface Addresses {
  /** Snapshot of the whole board. */
  state: string;
  /** `?since=` answers what changed. */
  changes: string;
  /** Stream of server-sent events; empty where there is none. */
  live: string;
}

type Answer = { revision: number; changes: Change[] } | { reset: true; snapshot: Snapshot };

export const PAUSE = 3_000;
export const LONGEST_PAUSE = 60_000;
/** A stream that says nothing for so long is asked about: a phone does not notice that its network slept. */
export const SILENCE = 90_000;
const STREAM_FAILURES_BEFORE_POLLING = 2;
const WITHOUT_STREAM = 45_000;

/** Pauses that grow with each failure, spread so that a room does not come back in one moment. */
export function pauseAfter(failures: number, spread: number = Math.random()): number {
  return Math.min(LONGEST_PAUSE, PAUSE * 2 ** Math.min(failures, 6)) * (0.8 + 0.6 * spread);
}

/**
 * Keeps a `Live` board up to date: server-sent events with the version as cursor, polling while they do not come
 * through, and both again after sleep, a lost network or a restarted server.
 */
export class Connection {
  hearing: Hearing = "starting";
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #streamFailures = 0;
  #noStreamBefore = 0;
  #heardAt = 0;
  #asking = false;
  #stopped = false;

  constructor(
    readonly live: Live,
    readonly addresses: Addresses,
    readonly changed: (hearing: Hearing) => void = () => undefined,
  ) {}

  start(snapshot?: Snapshot): void {
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.#lost);
    window.addEventListener("pageshow", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    if (snapshot) {
      this.live.reset(snapshot);
      this.#become("polling");
      this.#later(PAUSE);
      this.#listen();
    } else {
      void this.#ask();
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#source?.close();
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.#lost);
    window.removeEventListener("pageshow", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
  }

  /** Asks at once what was missed; what has slept cannot know how long. */
  readonly wake = (): void => {
    if (document.visibilityState === "visible" && this.hearing !== "gone" && !this.#stopped) {
      this.#failures = 0;
      this.#streamFailures = 0;
      this.#noStreamBefore = 0;
      void this.#ask();
    }
  };

  readonly #lost = (): void => this.#become("offline");

  #become(hearing: Hearing): void {
    if (this.hearing !== hearing) {
      this.hearing = hearing;
      this.changed(hearing);
    }
  }

  /** One question: the snapshot, or what changed since. Then the stream, or the next question after a pause. */
  async #ask(): Promise<void> {
    if (this.#asking || this.#stopped) {
      return;
    }
    this.#asking = true;
    clearTimeout(this.#timer);
    let wait = PAUSE;
    try {
      const { live, addresses } = this;
      const since = live.revision;
      const url = live.isReady ? `${addresses.changes}?since=${since}` : addresses.state;
      const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
      if ([403, 404, 410].includes(response.status)) {
        this.#close();
        this.#become("gone");
        return;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      this.#take((await response.json()) as Snapshot | Answer);
      this.#failures = 0;
      // A stream that let a change pass without a word is dead, whatever the browser says of it.
      if (this.#source && since >= 0 && live.revision > since && Date.now() - this.#heardAt >= SILENCE) {
        this.#close();
      }
      this.#become(this.#source?.readyState === EventSource.OPEN ? "live" : "polling");
      wait = live.board.state === "closed" ? 10 * PAUSE : PAUSE * (1 + 0.6 * Math.random());
      this.#listen();
    } catch {
      this.#failures += 1;
      this.#become("offline");
      wait = pauseAfter(this.#failures);
    } finally {
      this.#asking = false;
      if (!this.#stopped && this.hearing !== "gone") {
        this.#later(this.hearing === "live" ? SILENCE : wait);
      }
    }
  }

  #take(answer: Snapshot | Answer): void {
    if ("reset" in answer) {
      this.live.reset(answer.snapshot);
    } else if ("changes" in answer) {
      this.live.apply(answer.changes);
    } else {
      this.live.reset(answer);
    }
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #listen(): void {
    const { live } = this.addresses;
    if (!live || this.#source || typeof EventSource === "undefined" || this.live.board.state === "closed") {
      return;
    }
    if (Date.now() < this.#noStreamBefore) {
      return;
    }
    const source = new EventSource(`${live}?since=${this.live.revision}`);
    this.#source = source;
    source.onopen = () => {
      this.#heard();
      this.#streamFailures = 0;
      this.#become("live");
    };
    source.onmessage = (event) => {
      this.#heard();
      this.live.apply([JSON.parse(event.data as string) as Change]);
    };
    source.addEventListener("reset", (event) => {
      this.#heard();
      this.live.reset(JSON.parse((event as MessageEvent<string>).data) as Snapshot);
    });
    // The board was closed, or the link ended: a question tells which. A closed board may be opened again.
    source.addEventListener("closed", () => {
      this.#close();
      this.#noStreamBefore = Date.now() + WITHOUT_STREAM;
      this.#become("polling");
      void this.#ask();
    });
    // The browser would come back with the cursor of its first address: we come back with ours.
    source.onerror = () => {
      if (this.#source !== source) {
        return;
      }
      this.#close();
      this.#streamFailures += 1;
      if (this.#streamFailures >= STREAM_FAILURES_BEFORE_POLLING) {
        this.#noStreamBefore = Date.now() + WITHOUT_STREAM;
      }
      if (this.hearing === "live") {
        this.#become("polling");
      }
      this.#later(250 + 750 * Math.random());
    };
  }

  #heard(): void {
    this.#heardAt = Date.now();
    this.#failures = 0;
    this.#later(SILENCE);
  }
}
