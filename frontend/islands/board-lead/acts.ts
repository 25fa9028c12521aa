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

const REQUEST_MS = 20_000;

/**
 * What the facilitator does, one after the other. It shows at once; when the server sees it otherwise, its present state
 * takes the place of the guess, and its reason is said.
 */
export class Acts {
  #last: Promise<unknown> = Promise.resolve();
  /** Acts that were not answered yet. */
  #waiting = 0;
  /** Ids of clusters that were shown before the server had made them. */
  readonly #made = new Map<number, number>();

  constructor(
    readonly live: Live,
    readonly base: string,
    readonly csrf: string,
    readonly say: (sentence: string, isBad?: boolean) => void,
    readonly lost: () => string,
  ) {}

  /** Whether the server did it. It is on its way before the guess is drawn: on a full board that takes a while. */
  run(act: string, values: Record<string, unknown> = {}, guess?: Guess): Promise<boolean> {
    let back = (): void => undefined;
    const send = (): Promise<boolean> => this.#post({ act, revision: this.live.revision, ...this.#known(values) }, () => back(), guess);
    const done = this.#waiting > 0 ? this.#last.then(send) : send();
    this.#waiting += 1;
    // Whatever goes wrong with one act, those after it are still sent.
    this.#last = done.catch(() => undefined).finally(() => (this.#waiting -= 1));
    if (guess) {
      back = this.live.expect(guess);
    }
    return done;
  }

  /** The number that the server gave to a cluster which was shown before it was made. */
  numberOf(shown: number): number {
    return this.#made.get(shown) ?? shown;
  }

  /** Asks something that changes nothing. */
  async ask<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.base}${path}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    return response?.ok ? ((await response.json()) as T) : undefined;
  }

  async #post(body: { revision: number; [name: string]: unknown }, back: () => void, guess: Guess = {}): Promise<boolean> {
    const response = await fetch(`${this.base}act?lang=${document.documentElement.lang}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_MS),
    }).catch(() => undefined);
    const answer: Answer | undefined = response ? await response.json().catch(() => ({})) : undefined;
    if (response?.ok) {
      this.#settle(answer?.changes ?? [], back, guess);
      if (answer?.snapshot) {
        this.live.reset(answer.snapshot);
      } else if (this.live.revision >= body.revision) {
        // A stream that began anew with an older board tells these changes in their turn, after those between.
        this.live.apply(answer?.changes ?? []);
      }
      return true;
    }
    back();
    const present = answer?.snapshot ?? (response ? await this.ask<Snapshot>("state") : undefined);
    // The stream may have been quicker than the answer: it would not tell again what an older board lacks.
    if (present && present.revision >= this.live.revision) {
      this.live.reset(present);
    }
    this.say(answer?.error ?? this.lost(), true);
    return false;
  }

  /** Somebody may act on a new cluster before the server has answered: by then it has its number. */
  #known(values: Record<string, unknown>): Record<string, unknown> {
    const real = (value: unknown): unknown => (Array.isArray(value) ? value.map(real) : (typeof value === "number" ? this.numberOf(value) : value));
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, real(value)]));
  }

  /** What was guessed rightly stays where it is, so that nothing moves twice; the rest is put back first. */
  #settle(changes: Change[], back: () => void, { cards = [], clusters = [] }: Guess): void {
    const shown = clusters.find((cluster) => cluster.id < 0);
    const told = new Map(changes.flatMap((change) => change.set?.cards ?? []).map((card) => [card.key, card.cluster]));
    const made = shown ? told.get(cards[0]?.key ?? "") : undefined;
    // The stream may have been quicker than the answer, and know more of the cluster.
    const row = this.live.clusters.get(made ?? 0) ?? changes.flatMap((change) => change.set?.clusters ?? []).find((cluster) => cluster.id === made);
    if (shown && made && row) {
      this.#made.set(shown.id, made);
      this.live.adopt(shown.id, row);
    } else if (shown || cards.some((card) => !told.has(card.key))) {
      back();
    }
  }
}
