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
  /** Ids of clusters that were shown before the server had made them. */
  readonly #made = new Map<number, number>();

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
    const done = this.#last.then(() => this.#post({ act, revision: this.live.revision, ...this.#known(values) }, back, guess));
    this.#last = done;
    return done;
  }

  /** Asks something that changes nothing. */
  async ask<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.base}${path}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    return response?.ok ? ((await response.json()) as T) : undefined;
  }

  async #post(body: Record<string, unknown>, back: () => void, guess: Guess = {}): Promise<boolean> {
    const response = await fetch(`${this.base}act?lang=${document.documentElement.lang}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const answer: Answer | undefined = response ? await response.json().catch(() => ({})) : undefined;
    if (response?.ok) {
      this.#settle(answer?.changes ?? [], back, guess);
      if (answer?.snapshot) {
        this.live.reset(answer.snapshot);
      } else {
        this.live.apply(answer?.changes ?? []);
      }
      return true;
    }
    back();
    const present = answer?.snapshot ?? (response ? await this.ask<Snapshot>("state") : undefined);
    if (present && (response?.status === CONFLICT || present.revision >= this.live.revision)) {
      this.live.reset(present);
    }
    this.say(answer?.error ?? this.lost(), true);
    return false;
  }

  /** Somebody may act on a new cluster before the server has answered: by then it has its number. */
  #known(values: Record<string, unknown>): Record<string, unknown> {
    const real = (value: unknown): unknown => (Array.isArray(value) ? value.map(real) : (this.#made.get(value as number) ?? value));
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, real(value)]));
  }

  /** What was guessed rightly stays where it is, so that nothing moves twice; the rest is put back first. */
  #settle(changes: Change[], back: () => void, { cards = [], clusters = [] }: Guess): void {
    const shown = clusters.find((cluster) => cluster.id < 0);
    const told = new Map(changes.flatMap((change) => change.set?.cards ?? []).map((card) => [card.key, card.cluster]));
    const made = shown ? (told.get(cards[0]?.key ?? "") ?? undefined) : undefined;
    const row = changes.flatMap((change) => change.set?.clusters ?? []).find((cluster) => cluster.id === made);
    if (shown && made !== undefined) {
      this.#made.set(shown.id, made);
      // The stream may have been quicker than the answer: then the cluster stands there already.
      this.live.adopt(shown.id, this.live.clusters.has(made) ? undefined : row);
    } else if (shown || cards.some((card) => !told.has(card.key))) {
      back();
    }
  }
}
