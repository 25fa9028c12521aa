/**
 * The present state of a live board in this browser: one snapshot, and changes merged into it.
 * Shapes are those of `samphan/boards/views/wire.py`. Texts of people stay texts: nothing here makes markup.
 */

export type PromptKind = "cards" | "questions" | "choice" | "choices" | "scale" | "words";
export type PromptState = "hidden" | "open" | "revealed" | "closed";
export type Voting = "none" | "open" | "closed";
export type Way = "phone" | "paper" | "voice" | "organiser";

export interface Board {
  id: number;
  title_th: string;
  title_en: string;
  state: "draft" | "open" | "closed";
  naming: "anonymous" | "named" | "choice";
  current: number | null;
  spotlight: { kind: string; id: string | number } | null;
  /** `ends` is a moment of the server's clock in ms; `left` ms remain of a timer that stands still. */
  timer: { ends: number | null; left: number | null };
}

export interface Option {
  id: number;
  text: string;
  votes?: number;
}

/** What a poll came to; which parts are there depends on the kind of the question. */
export interface Results {
  n: number;
  mean?: number;
  points?: Record<string, number>;
  words?: [text: string, n: number][];
}

export interface Prompt {
  id: number;
  order: number;
  kind: PromptKind;
  text_th: string;
  text_en: string;
  help_th: string;
  help_en: string;
  state: PromptState;
  at_once: boolean;
  /** Everybody sees its cards now. */
  shown: boolean;
  voting: Voting;
  dots: number;
  options: Option[];
  results?: Results;
}

export interface Cluster {
  id: number;
  prompt: number;
  title: string;
  order: number;
  votes?: number;
}

export interface Card {
  key: string;
  prompt: number;
  cluster: number | null;
  text: string;
  name: string;
  way: Way;
  order: number;
  votes?: number;
  hidden?: boolean;
  reports?: number;
}

export interface Counts {
  joined: number;
  cards: Record<string, number>;
  voters: Record<string, number>;
}

export interface Snapshot {
  revision: number;
  now: number;
  board: Board;
  counts: Counts;
  prompts: Prompt[];
  clusters: Cluster[];
  cards: Card[];
}

export interface Change {
  /** Missing when only numbers are told, which are no part of the board's history. */
  revision?: number;
  set?: { board?: Partial<Board>; prompts?: Prompt[]; clusters?: Cluster[]; cards?: Card[] };
  remove?: { prompts?: number[]; clusters?: number[]; cards?: string[] };
  counts?: Partial<Counts>;
}

/** What a change touched, so that a page mends these parts alone. `all`: draw everything anew. */
export interface Touched {
  all: boolean;
  board: boolean;
  counts: boolean;
  prompts: Set<number>;
  clusters: Set<number>;
  cards: Set<string>;
  /** A cluster that was shown before it had an id, and the id that it got. */
  renamed?: [from: number, to: number];
}

export function nothingTouched(): Touched {
  return { all: false, board: false, counts: false, prompts: new Set(), clusters: new Set(), cards: new Set() };
}

type Listener = (touched: Touched) => void;

const NO_BOARD: Board = {
  id: 0,
  title_th: "",
  title_en: "",
  state: "draft",
  naming: "anonymous",
  current: null,
  spotlight: null,
  timer: { ends: null, left: null },
};

function byOrder(a: { order: number }, b: { order: number }): number {
  return a.order - b.order;
}

export class Live {
  revision = -1;
  board: Board = NO_BOARD;
  counts: Counts = { joined: 0, cards: {}, voters: {} };
  readonly prompts = new Map<number, Prompt>();
  readonly clusters = new Map<number, Cluster>();
  readonly cards = new Map<string, Card>();
  /** What to add to this device's clock to have the server's. */
  #offset = 0;
  readonly #listeners = new Set<Listener>();

  get isReady(): boolean {
    return this.revision >= 0;
  }

  /** Calls back after every change; returns how to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The server's clock in ms; a device whose clock is two hours off shows the same timer as the others. */
  now(): number {
    return Date.now() + this.#offset;
  }

  reset(snapshot: Snapshot): void {
    this.revision = snapshot.revision;
    this.#offset = snapshot.now - Date.now();
    this.board = snapshot.board;
    this.counts = snapshot.counts;
    for (const [map, rows] of [[this.prompts, snapshot.prompts], [this.clusters, snapshot.clusters]] as const) {
      map.clear();
      for (const row of rows) {
        map.set(row.id, row as Prompt & Cluster);
      }
    }
    this.cards.clear();
    for (const card of snapshot.cards) {
      this.cards.set(card.key, card);
    }
    this.#tell({ ...nothingTouched(), all: true });
  }

  /** Merges changes in order and tells of them once; those that are known already are passed over. */
  apply(changes: Change[]): void {
    const touched = nothingTouched();
    const news = changes.filter(({ revision }) => revision === undefined || revision > this.revision);
    for (const change of news) {
      this.#merge(change, touched);
      this.revision = change.revision ?? this.revision;
    }
    if (news.length > 0) {
      this.#tell(touched);
    }
  }

  /**
   * Shows rows before the server has agreed; returns how to put back what stood there. What the server has told of a row
   * meanwhile stays.
   */
  expect(rows: { cards?: Card[]; clusters?: Cluster[] }): () => void {
    const cards = (rows.cards ?? []).map((row) => ({ row, before: this.cards.get(row.key) ?? row }));
    const clusters = (rows.clusters ?? []).map((row) => ({ row, before: this.clusters.get(row.id) }));
    this.#show({ set: rows });
    return () => {
      const shown = clusters.filter(({ row }) => this.clusters.get(row.id) === row);
      this.#show({
        set: {
          cards: cards.filter(({ row }) => this.cards.get(row.key) === row).map(({ before }) => before),
          clusters: shown.map(({ before }) => before).filter((before) => before !== undefined),
        },
        remove: { clusters: shown.filter(({ before }) => !before).map(({ row }) => row.id) },
      });
    };
  }

  /** A cluster that was shown under a number of this page's own is the one that the server made. */
  adopt(shown: number, cluster: Cluster): void {
    const touched = { ...nothingTouched(), renamed: [shown, cluster.id] as [number, number] };
    this.clusters.delete(shown);
    const cards = [...this.cards.values()].filter((card) => card.cluster === shown).map((card) => ({ ...card, cluster: cluster.id }));
    this.#merge({ set: { clusters: [cluster], cards } }, touched);
    this.#tell(touched);
  }

  prompt(id: number | null): Prompt | undefined {
    return id === null ? undefined : this.prompts.get(id);
  }

  orderedPrompts(): Prompt[] {
    return [...this.prompts.values()].sort(byOrder);
  }

  clustersOf(prompt: number): Cluster[] {
    return [...this.clusters.values()].filter((cluster) => cluster.prompt === prompt).sort(byOrder);
  }

  /** Cards of a question in order; of one cluster, or with null those that are in none. */
  cardsOf(prompt: number, cluster?: number | null): Card[] {
    const found: Card[] = [];
    for (const card of this.cards.values()) {
      if (card.prompt === prompt && (cluster === undefined || card.cluster === cluster)) {
        found.push(card);
      }
    }
    return found.sort(byOrder);
  }

  /** Milliseconds that the timer still has, or undefined when there is none. */
  timeLeft(): number | undefined {
    const { ends, left } = this.board.timer;
    if (ends !== null) {
      return Math.max(0, ends - this.now());
    }
    return left ?? undefined;
  }

  #show(change: Change): void {
    const touched = nothingTouched();
    this.#merge(change, touched);
    this.#tell(touched);
  }

  #merge({ set, remove, counts }: Change, touched: Touched): void {
    if (set?.board) {
      this.board = { ...this.board, ...set.board };
      touched.board = true;
    }
    for (const prompt of set?.prompts ?? []) {
      this.prompts.set(prompt.id, prompt);
      touched.prompts.add(prompt.id);
    }
    for (const cluster of set?.clusters ?? []) {
      this.clusters.set(cluster.id, cluster);
      touched.clusters.add(cluster.id);
    }
    for (const card of set?.cards ?? []) {
      this.cards.set(card.key, card);
      touched.cards.add(card.key);
    }
    for (const id of remove?.prompts ?? []) {
      this.#removePrompt(id, touched);
    }
    for (const id of remove?.clusters ?? []) {
      this.clusters.delete(id);
      touched.clusters.add(id);
    }
    for (const key of remove?.cards ?? []) {
      this.cards.delete(key);
      touched.cards.add(key);
    }
    if (counts) {
      this.counts = {
        joined: counts.joined ?? this.counts.joined,
        cards: { ...this.counts.cards, ...counts.cards },
        voters: { ...this.counts.voters, ...counts.voters },
      };
      touched.counts = true;
    }
  }

  /** A question that is not shown any more takes along what stood under it. */
  #removePrompt(id: number, touched: Touched): void {
    this.prompts.delete(id);
    touched.prompts.add(id);
    for (const cluster of this.clustersOf(id)) {
      this.clusters.delete(cluster.id);
      touched.clusters.add(cluster.id);
    }
    for (const card of this.cardsOf(id)) {
      this.cards.delete(card.key);
      touched.cards.add(card.key);
    }
  }

  #tell(touched: Touched): void {
    for (const listener of [...this.#listeners]) {
      listener(touched);
    }
  }
}
