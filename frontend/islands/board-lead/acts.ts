import type { Card, Change, Cluster, Live, Snapshot } from "../../shared/live";

/** What came since the revision that this page has, or the whole board; with a refusal the reason. */
interface Answer {
  changes?: Change[];
  snapshot?: Snapshot;
  error?: string;
}

export interface Guess {
  cards?: Card[];
  clusters?: Cluster[];
}

const CONFLICT = 409;

/**
 * What the facilitator does, one after the other. It shows at once; when the server sees it otherwise, its present state
 * takes the place of the guess, and its reason is said.
 */
export class Acts {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly live: Live,
    readonly base: string,
    readonly csrf: string,
    readonly say: (sentence: string, isBad?: boolean) => void,
    readonly lost: () => string,
  ) {}

  /** Whether the server did it. */
  run(act: string, values: Record<string, unknown> = {}, guess?: Guess): Promise<boolean> {
    const back = guess ? this.live.expect(guess) : () => undefined;
    const done = this.#last.then(() => this.#post({ act, revision: this.live.revision, ...values }, back));
    this.#last = done;
    return done;
  }

  /** Asks something that changes nothing. */
  async ask<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.base}${path}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    return response?.ok ? ((await response.json()) as T) : undefined;
  }

  async #post(body: Record<string, unknown>, back: () => void): Promise<boolean> {
    const response = await fetch(`${this.base}act?lang=${document.documentElement.lang}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const answer: Answer | undefined = response ? await response.json().catch(() => ({})) : undefined;
    if (response?.ok) {
      back();
      if (answer?.snapshot) {
        this.live.reset(answer.snapshot);
      } else {
        this.live.apply(answer?.changes ?? []);
      }
      return true;
    }
    back();
    const present = answer?.snapshot ?? (response ? await this.ask<Snapshot>("state") : undefined);
    if (present && (response?.status === CONFLICT || present.revision > this.live.revision)) {
      this.live.reset(present);
    }
    this.say(answer?.error ?? this.lost(), true);
    return false;
  }
}
