import type { Card, Cluster, Live } from "../../shared/live";
import type { Words } from "../board/parts";
import type { Acts } from "./acts";
import type { Columns } from "./columns";
import type { Item, Sheet } from "./sheet";

export interface Lead {
  live: Live;
  acts: Acts;
  words: Words;
  columns: Columns;
  sheet: Sheet;
  say: (sentence: string, isBad?: boolean) => void;
}

/**
 * The place of a cluster that the server has not made yet: after all that have theirs from the server, as it will put it.
 * Were it counted on from the last one, it would stand before one that got its place meanwhile.
 */
const AFTER_ALL = 2 ** 52;

/** What a menu, a key or a drop does with cards and clusters: the same acts, whichever way they come. */
export class Cards {
  #newest = -1;

  constructor(readonly lead: Lead) {}

  /** The selected cards, or the one at hand when it is not among them. */
  at(key: string | undefined): Card[] {
    const { columns, live } = this.lead;
    const keys = key === undefined || columns.selected.has(key) ? [...columns.selected] : [key];
    return keys.map((each) => live.cards.get(each)).filter((card) => card !== undefined);
  }

  toggle(key: string): void {
    const { columns, words, say } = this.lead;
    const keys = new Set(columns.selected);
    if (!keys.delete(key)) {
      keys.add(key);
    }
    columns.select(keys);
    say(words.say("selected", { n: keys.size }));
  }

  clear(): void {
    this.lead.columns.select([]);
  }

  /** A new cluster of cards of one question; asks for its title. */
  group(cards: Card[]): void {
    const { sheet, words } = this.lead;
    if (!this.#areOfOnePrompt(cards)) {
      return;
    }
    sheet.ask(words.say("cluster_new"), words.say("cluster_title"), cards[0]?.text.slice(0, 60) ?? "", (title) => {
      this.#make("cluster", cards, title);
    }, { about: words.say("selected", { n: cards.length }) });
  }

  /** Some cards of a cluster become one of their own. */
  split(cards: Card[]): void {
    const { sheet, words, say } = this.lead;
    const from = cards[0]?.cluster;
    if (!from || cards.some((card) => card.cluster !== from)) {
      say(words.say("split_needs_one"), true);
      return;
    }
    sheet.ask(words.say("split"), words.say("cluster_title"), "", (title) => this.#make("split", cards, title, from), {
      about: words.say("selected", { n: cards.length }),
    });
  }

  /** Asks where to: another cluster of the question, a new one, or out of its cluster. */
  moveTo(cards: Card[]): void {
    const { live, sheet, words } = this.lead;
    const prompt = cards[0]?.prompt;
    if (prompt === undefined || !this.#areOfOnePrompt(cards)) {
      return;
    }
    const items: Item[] = live.clustersOf(prompt)
      .filter((cluster) => cards.some((card) => card.cluster !== cluster.id))
      .map((cluster) => ({ label: this.title(cluster), run: () => this.addTo(cluster, cards) }));
    if (cards.some((card) => card.cluster !== null)) {
      items.push({ label: words.say("take_out"), run: () => this.takeOut(cards) });
    }
    items.push({ label: words.say("cluster_new_dots"), run: () => this.group(cards) });
    sheet.choose(words.say("move_to"), items, words.say("selected", { n: cards.length }));
  }

  addTo(cluster: Cluster, cards: Card[]): void {
    const moved = cards.map((card) => ({ ...card, cluster: cluster.id }));
    this.clear();
    this.lead.say(this.lead.words.say("moved_to", { n: cards.length, title: this.title(cluster) }));
    for (const { from, group } of bySource(cards)) {
      void this.lead.acts.run("add_to", { cluster: cluster.id, cards: keys(group), from }, { cards: moved.filter((card) => keys(group).includes(card.key)) });
    }
  }

  takeOut(cards: Card[]): void {
    const inside = cards.filter((card) => card.cluster !== null);
    this.clear();
    this.lead.say(this.lead.words.say("taken_out", { n: inside.length }));
    for (const { from, group } of bySource(inside)) {
      void this.lead.acts.run("take_out", { cards: keys(group), from }, { cards: group.map((card) => ({ ...card, cluster: null })) });
    }
  }

  /** Two loose cards that were dropped onto each other, without a question for the title: it can be named later. */
  join(card: Card, others: Card[]): void {
    const cluster = card.cluster === null ? undefined : this.lead.live.clusters.get(card.cluster);
    if (cluster) {
      this.addTo(cluster, others);
    } else {
      this.group([card, ...others.filter((other) => other.key !== card.key)]);
    }
  }

  merge(cluster: Cluster): void {
    const { live, sheet, words } = this.lead;
    const others = live.clustersOf(cluster.prompt).filter((other) => other.id !== cluster.id);
    if (others.length === 0) {
      this.lead.say(words.say("merge_needs_two"), true);
      return;
    }
    sheet.choose(
      words.say("merge_with"),
      others.map((other) => ({ label: this.title(other), run: () => this.mergeInto(other, cluster) })),
      this.title(cluster),
    );
  }

  mergeInto(into: Cluster, cluster: Cluster): void {
    const { acts, live, words, say } = this.lead;
    const cards = live.cardsOf(cluster.prompt, cluster.id).map((card) => ({ ...card, cluster: into.id }));
    say(words.say("merged", { title: this.title(into) }));
    void acts.run("merge", { into: into.id, clusters: [cluster.id] }, { cards });
  }

  rename(cluster: Cluster): void {
    const { acts, sheet, words } = this.lead;
    sheet.ask(words.say("rename"), words.say("cluster_title"), cluster.title, (title) => {
      void acts.run("rename", { cluster: cluster.id, title }, { clusters: [{ ...cluster, title }] });
    });
  }

  /** What was typed in is corrected here; what came from a phone belongs to its author. */
  edit(card: Card): void {
    const { acts, sheet, words } = this.lead;
    sheet.ask(words.say("edit_card"), words.say("card_text"), card.text, (text) => {
      void acts.run("edit_card", { card: card.key, text }, { cards: [{ ...card, text }] });
    }, { kind: "lines" });
  }

  /** One place earlier or later among its neighbours. `before` names who then follows; null is the end. */
  shift(card: Card, by: -1 | 1): void {
    const { live, acts } = this.lead;
    const row = live.cardsOf(card.prompt, card.cluster);
    const at = row.findIndex((each) => each.key === card.key);
    const other = row[at + by];
    if (!other) {
      return;
    }
    const before = by < 0 ? other : row[at + 2];
    const beyond = by < 0 ? row[at - 2] : row[at + 2];
    const order = beyond ? (other.order + beyond.order) / 2 : other.order + by;
    void acts.run("move", { card: card.key, before: before?.key ?? null }, { cards: [{ ...card, order }] });
  }

  hide(card: Card): void {
    void this.lead.acts.run(card.hidden ? "show" : "hide", { card: card.key }, { cards: [{ ...card, hidden: !card.hidden }] });
  }

  light(kind: "card" | "cluster", id: string | number): void {
    const { live, acts } = this.lead;
    const { spotlight } = live.board;
    const isLit = spotlight?.kind === kind && spotlight.id === id;
    void acts.run("spotlight", isLit ? { kind: null, id: null } : { kind, id });
  }

  undo(): void {
    const { acts, say, words } = this.lead;
    void acts.run("undo").then((isDone) => isDone && say(words.say("undone")));
  }

  tally(prompt: number, target: string, title: string): void {
    const { acts, sheet, words } = this.lead;
    sheet.ask(words.say("tally"), words.say("tally_count"), "", (count) => {
      void acts.run("tally", { prompt, target, count: Number(count) });
    }, { kind: "number", about: title });
  }

  cardMenu(card: Card): void {
    const { sheet, words, live } = this.lead;
    const cards = this.at(card.key);
    const items: Item[] = [
      { label: words.say("move_to"), note: "T", run: () => this.moveTo(cards) },
      { label: words.say("cluster_new_dots"), note: "G", run: () => this.group(cards) },
    ];
    if (card.cluster !== null) {
      items.push({ label: words.say("take_out"), run: () => this.takeOut(cards) });
      items.push({ label: words.say("split_dots"), note: "S", run: () => this.split(cards) });
    }
    if (card.way !== "phone") {
      items.push({ label: words.say("edit_card_dots"), run: () => this.edit(card) });
    }
    items.push(
      { label: words.say("earlier"), note: "Alt ↑", run: () => this.shift(card, -1) },
      { label: words.say("later"), note: "Alt ↓", run: () => this.shift(card, 1) },
      { label: words.say("light"), note: "L", run: () => this.light("card", card.key) },
      { label: words.say(card.hidden ? "show_card" : "hide_card"), note: "H", run: () => this.hide(card) },
    );
    if (live.prompts.get(card.prompt)?.voting !== "none" && card.cluster === null) {
      items.push({ label: words.say("tally_dots"), run: () => this.tally(card.prompt, `card:${card.key}`, card.text) });
    }
    if (card.reports) {
      items.push({ label: words.say("handle"), run: () => void this.lead.acts.run("handle_report", { card: card.key }) });
    }
    sheet.choose(words.say("card"), items, card.text);
  }

  clusterMenu(cluster: Cluster): void {
    const { sheet, words, live } = this.lead;
    const items: Item[] = [
      { label: words.say("merge_dots"), note: "J", run: () => this.merge(cluster) },
      { label: words.say("rename_dots"), note: "R", run: () => this.rename(cluster) },
      { label: words.say("light"), note: "L", run: () => this.light("cluster", cluster.id) },
      { label: words.say("take_all_out"), run: () => this.takeOut(live.cardsOf(cluster.prompt, cluster.id)) },
    ];
    if (live.prompts.get(cluster.prompt)?.voting !== "none") {
      items.push({ label: words.say("tally_dots"), run: () => this.tally(cluster.prompt, `cluster:${cluster.id}`, this.title(cluster)) });
    }
    sheet.choose(words.say("cluster"), items, this.title(cluster));
  }

  title(cluster: Cluster): string {
    return cluster.title || this.lead.words.say("no_title");
  }

  #make(act: "cluster" | "split", cards: Card[], title: string, from?: number): void {
    const prompt = cards[0]?.prompt;
    if (prompt === undefined) {
      return;
    }
    const id = this.#newest--;
    const { acts, live, say, words } = this.lead;
    const order = AFTER_ALL - id;
    this.clear();
    say(words.say("clustered", { n: cards.length, title }));
    // A cluster of cards from several places: made of the first of them, then the others are put in.
    const [first, ...others] = bySource(cards);
    void acts
      .run(act, { ...(from === undefined ? { from: first?.from ?? null } : { cluster: from }), cards: keys(first?.group ?? []), title }, {
        clusters: [{ id, prompt, title, order }],
        cards: cards.map((card) => ({ ...card, cluster: id })),
      })
      .then((isDone) => {
        const made = isDone && others.length > 0 ? live.clusters.get(acts.numberOf(id)) : undefined;
        if (made) {
          this.addTo(made, others.flatMap(({ group }) => group));
        }
      });
  }

  #areOfOnePrompt(cards: Card[]): boolean {
    const isOne = cards.length > 0 && cards.every((card) => card.prompt === cards[0]?.prompt);
    if (!isOne) {
      this.lead.say(this.lead.words.say(cards.length === 0 ? "select_first" : "one_question"), true);
    }
    return isOne;
  }
}

/** Cards by the cluster in which they were seen: the server checks that they are still there. */
function bySource(cards: Card[]): { from: number | null; group: Card[] }[] {
  const found = new Map<number | null, Card[]>();
  for (const card of cards) {
    found.set(card.cluster, [...(found.get(card.cluster) ?? []), card]);
  }
  return [...found].map(([from, group]) => ({ from, group }));
}

function keys(cards: Card[]): string[] {
  return cards.map((card) => card.key);
}
