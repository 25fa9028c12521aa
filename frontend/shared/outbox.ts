import { pauseAfter } from "./live-connection";
import { randomBelow, secret, shuffled, uuid } from "./secrets";

/** A card of this phone: what its writer wants, and what the server is known to hold. */
export interface OwnCard {
  key: string;
  secret: string;
  prompt: number;
  name: string;
  text: string;
  withdrawn: boolean;
  /** The text of the first attempt: an answer that was lost may have left it there. */
  tried: string | null;
  /** The text that the server confirmed; null when that is not known. */
  confirmed: string | null;
  /** The server has the card. */
  exists: boolean;
  /** The server's refusal in words; it waits for another text. */
  refused: string;
}

export type Vote =
  | { path: "ballot"; dots: Record<string, number> }
  | { path: "answer"; option?: number; options?: number[]; number?: number; words?: string[] };

export interface OwnVote {
  secret: string;
  vote: Vote;
  sent: boolean;
  refused: string;
}

export interface Own {
  /** The name under which new cards go out; "" is without a name; null while nobody has chosen. */
  name: string | null;
  /** What is being written, by question. */
  drafts: Record<string, string>;
  cards: OwnCard[];
  votes: Record<string, OwnVote>;
  reported: string[];
}

const EMPTY: Own = { name: null, drafts: {}, cards: [], votes: {}, reported: [] };
/** Waiting cards without a name go out in any order, with pauses of 1 to 8 s, so that they do not belong together. */
const [SHORTEST, LONGEST] = [1_000, 8_000];
const REQUEST_SECONDS = 20_000;
const REFUSALS = new Set([400, 403, 404, 409, 410, 413, 422]);
const ENDED = new Set([404, 410]);

type Outcome = "done" | "refused" | "later" | "ended";

export function isWaiting(card: OwnCard): boolean {
  if (card.refused) {
    return false;
  }
  return card.withdrawn ? card.exists || card.tried !== null : !card.exists || card.confirmed !== card.text;
}

/**
 * What this phone wrote on one board, kept in `localStorage` until the server has confirmed it and after, so that its
 * writer can change it. Nothing is sent twice with effect: each request carries the key of its card, or a whole vote.
 */
export class Outbox {
  own: Own;
  /** The link no longer opens anything, or the board takes nothing more. */
  hasEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #sending = false;
  #again = false;
  #notBefore = 0;
  readonly #ended = new AbortController();

  constructor(
    readonly base: string,
    readonly place: string,
    readonly changed: () => void = () => undefined,
    readonly storage: Storage = localStorage,
  ) {
    this.own = this.#read();
    const { signal } = this.#ended;
    const reread = (event: StorageEvent): void => {
      if (event.key === this.place) {
        this.own = this.#read();
        this.changed();
      }
    };
    window.addEventListener("storage", reread, { signal });
    window.addEventListener("online", () => this.hurry(), { signal });
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  get waiting(): number {
    return this.own.cards.filter(isWaiting).length + Object.values(this.own.votes).filter((vote) => !vote.sent && !vote.refused).length;
  }

  choose(name: string): void {
    this.#write((own) => (own.name = name));
  }

  draft(prompt: number): string {
    return this.own.drafts[prompt] ?? "";
  }

  keepDraft(prompt: number, text: string): void {
    this.#write((own) => {
      if (text) {
        own.drafts[prompt] = text;
      } else {
        delete own.drafts[prompt];
      }
    }, true);
  }

  /** A new card: from here on it is not lost. */
  add(prompt: number, text: string): OwnCard {
    const card: OwnCard = {
      key: uuid(),
      secret: secret(),
      prompt,
      name: this.own.name ?? "",
      text,
      withdrawn: false,
      tried: null,
      confirmed: null,
      exists: false,
      refused: "",
    };
    this.#write((own) => {
      own.cards.push(card);
      delete own.drafts[prompt];
    });
    this.hurry();
    return card;
  }

  edit(key: string, text: string): void {
    this.#change(key, (card) => Object.assign(card, { text, refused: "" }));
  }

  /** Takes a card back. One that never left the phone is simply gone. */
  withdraw(key: string): void {
    this.#change(key, (card) => Object.assign(card, { withdrawn: true, refused: "" }));
  }

  vote(prompt: number, vote: Vote): void {
    this.#write((own) => {
      const before = own.votes[prompt];
      own.votes[prompt] = { secret: before?.secret ?? secret(), vote, sent: false, refused: "" };
    });
    this.hurry();
  }

  /** A card that was reported from here; the report itself is sent at once and not kept. */
  async report(key: string, reason: string): Promise<boolean> {
    const response = await this.#post(`cards/${key}/report`, { reason }).catch(() => undefined);
    if (response?.ok) {
      this.#write((own) => own.reported.push(key));
    }
    return response?.ok ?? false;
  }

  /** The server forgot nothing, but this phone does: what stands here is removed, unsent cards too. */
  forget(): void {
    this.own = structuredClone(EMPTY);
    this.storage.removeItem(this.place);
    this.changed();
  }

  /** Sends what waits, now. */
  hurry(): void {
    this.#failures = 0;
    this.#schedule(0);
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), Math.max(wait, this.#notBefore - Date.now()));
  }

  /** One at a time, also when the board is open in two tabs (where the browser has locks). */
  async #send(): Promise<void> {
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    try {
      if ("locks" in navigator) {
        await navigator.locks.request(`${this.place}:send`, () => this.#sendAll());
      } else {
        await this.#sendAll();
      }
    } finally {
      this.#sending = false;
      if (this.#again) {
        this.#again = false;
        this.#schedule(0);
      }
    }
  }

  async #sendAll(): Promise<void> {
    this.own = this.#read();
    const votes = Object.entries(this.own.votes).filter(([, vote]) => !vote.sent && !vote.refused);
    for (const [prompt, vote] of votes) {
      if (!(await this.#attempt(() => this.#sendVote(prompt, vote)))) {
        return;
      }
    }
    const cards = this.own.cards.filter(isWaiting);
    const nameless = cards.length > 1 && cards.some((card) => !card.name);
    for (const [index, { key }] of (nameless ? shuffled(cards) : cards).entries()) {
      if (nameless && (index > 0 || votes.length > 0)) {
        await new Promise((resolve) => setTimeout(resolve, SHORTEST + randomBelow(LONGEST - SHORTEST)));
      }
      if (!(await this.#attempt(() => this.#sendCard(key)))) {
        return;
      }
    }
  }

  /** False when the rest must wait. */
  async #attempt(send: () => Promise<Outcome>): Promise<boolean> {
    const outcome = await send().catch((): Outcome => "later");
    this.hasEnded = outcome === "ended";
    if (outcome === "later") {
      this.#failures += 1;
      this.#schedule(pauseAfter(this.#failures - 1));
    } else {
      this.#failures = 0;
    }
    this.changed();
    return outcome === "done" || outcome === "refused";
  }

  async #sendCard(key: string): Promise<Outcome> {
    const card = this.own.cards.find((each) => each.key === key);
    if (!card || !isWaiting(card)) {
      return "done";
    }
    const { text, withdrawn } = card;
    if (!card.exists && card.tried === null) {
      this.#update(key, { tried: text });
    }
    // A card that may or may not have arrived is sent first, so that withdrawing it finds it.
    if (!card.exists) {
      const first = this.own.cards.find((each) => each.key === key)?.tried ?? text;
      const body = { key, prompt: card.prompt, text: first, secret: card.secret, ...(card.name ? { name: card.name } : {}) };
      const response = await this.#post("cards", body);
      if (!response.ok) {
        return this.#judge(response, (refused) => this.#refuseCard(key, refused));
      }
      this.#update(key, { exists: true, confirmed: first });
      return this.#sendCard(key);
    }
    const response = withdrawn
      ? await this.#post(`cards/${key}/withdraw`, { secret: card.secret })
      : await this.#post(`cards/${key}`, { text, secret: card.secret });
    if (!response.ok) {
      return this.#judge(response, (refused) => this.#update(key, { refused, withdrawn: false }));
    }
    if (withdrawn) {
      this.#write((own) => (own.cards = own.cards.filter((each) => each.key !== key)));
    } else {
      this.#update(key, { confirmed: text });
    }
    return "done";
  }

  /** What was refused before it ever arrived starts anew with its next text. */
  #refuseCard(key: string, refused: string): void {
    this.#update(key, { refused, tried: null });
  }

  async #sendVote(prompt: string, { secret: key, vote }: OwnVote): Promise<Outcome> {
    const { path, ...value } = vote;
    const response = await this.#post(path, { prompt: Number(prompt), secret: key, ...value });
    const settle = (settled: Partial<OwnVote>): void =>
      this.#write((own) => {
        const now = own.votes[prompt];
        if (now && JSON.stringify(now.vote) === JSON.stringify(vote)) {
          Object.assign(now, settled);
        }
      });
    if (response.ok) {
      settle({ sent: true });
      return "done";
    }
    return this.#judge(response, (refused) => settle({ refused }));
  }

  async #judge(response: Response, refuse: (why: string) => void): Promise<Outcome> {
    if (REFUSALS.has(response.status)) {
      const answer = (await response.json().catch(() => ({}))) as { error?: string };
      // A question that takes no more answers says so in words; a link that opens nothing answers with a page.
      if (answer.error === undefined && ENDED.has(response.status)) {
        return "ended";
      }
      refuse(answer.error ?? String(response.status));
      return "refused";
    }
    this.#notBefore = Date.now() + 1_000 * Number(response.headers.get("Retry-After") ?? 0);
    return "later";
  }

  /** Without cookies: nothing that could name the phone goes along. */
  #post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.base}${path}?lang=${document.documentElement.lang}`, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_SECONDS),
    });
  }

  #change(key: string, change: (card: OwnCard) => void): void {
    this.#write((own) => {
      const card = own.cards.find((each) => each.key === key);
      if (card) {
        change(card);
        if (card.withdrawn && !card.exists && card.tried === null) {
          own.cards = own.cards.filter((each) => each !== card);
        }
      }
    });
    this.hurry();
  }

  #update(key: string, values: Partial<OwnCard>): void {
    this.#write((own) => {
      const card = own.cards.find((each) => each.key === key);
      if (card) {
        Object.assign(card, values);
      }
    });
  }

  #read(): Own {
    try {
      const text = this.storage.getItem(this.place);
      return text === null ? structuredClone(EMPTY) : { ...structuredClone(EMPTY), ...(JSON.parse(text) as Own) };
    } catch {
      return this.own ?? structuredClone(EMPTY);
    }
  }

  /** Another tab may have written meanwhile: changes are made to what is stored, never to what was read earlier. */
  #write(change: (own: Own) => unknown, quietly = false): void {
    this.own = this.#read();
    change(this.own);
    try {
      this.storage.setItem(this.place, JSON.stringify(this.own));
    } catch {
      // A full or forbidden storage: the page still holds everything until it is closed.
    }
    if (!quietly) {
      this.changed();
    }
  }
}
