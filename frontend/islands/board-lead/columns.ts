import type { Card, Cluster, Live, Prompt, Touched } from "../../shared/live";
import { drawResults } from "../board/results";
import { keepingFocus, part, patch, slot, spoken, write, type Words } from "../board/parts";

interface Column {
  element: HTMLElement;
  clusters: HTMLElement;
  loose: HTMLElement;
}

/**
 * The questions side by side with their clusters and cards. Two thousand cards are drawn once; after that a change moves
 * and fills the elements of what it touched, and no others.
 */
export class Columns {
  readonly #columns = new Map<number, Column>();
  readonly #clusters = new Map<number, HTMLElement>();
  readonly #cards = new Map<string, HTMLElement>();
  readonly #orders = new WeakMap<Element, number>();
  readonly selected = new Set<string>();

  constructor(
    readonly root: HTMLElement,
    readonly live: Live,
    readonly words: Words,
  ) {}

  draw(touched: Touched): void {
    if (touched.all) {
      this.#drawAll();
      return;
    }
    if (touched.renamed) {
      this.#rename(...touched.renamed);
    }
    for (const id of touched.prompts) {
      this.#placePrompt(id);
    }
    for (const id of touched.clusters) {
      const cluster = this.live.clusters.get(id);
      if (cluster) {
        this.#placeCluster(cluster);
      }
    }
    const lists = new Set<Element>();
    for (const key of touched.cards) {
      const card = this.live.cards.get(key);
      if (card) {
        this.#placeCard(card, lists);
      } else {
        this.#removeCard(key, lists);
      }
    }
    for (const id of touched.clusters) {
      if (!this.live.clusters.has(id)) {
        this.#removeCluster(id);
      }
    }
    this.#count(lists);
    if (touched.counts || touched.board || touched.prompts.size > 0 || touched.cards.size > 0) {
      this.#drawHeads();
    }
  }

  card(key: string): HTMLElement | undefined {
    return this.#cards.get(key);
  }

  cluster(id: number): HTMLElement | undefined {
    return this.#clusters.get(id);
  }

  /** Marks what is selected; only these elements are touched. */
  select(keys: Iterable<string>): void {
    const before = new Set(this.selected);
    this.selected.clear();
    for (const key of keys) {
      this.selected.add(key);
    }
    for (const key of new Set([...before, ...this.selected])) {
      const face = this.#cards.get(key)?.querySelector("[data-face]");
      face?.setAttribute("aria-pressed", String(this.selected.has(key)));
    }
  }

  #drawAll(): void {
    const wanted = new Set(this.live.prompts.keys());
    for (const id of [...this.#columns.keys()].filter((each) => !wanted.has(each))) {
      this.#placePrompt(id);
    }
    for (const prompt of this.live.orderedPrompts()) {
      this.#placePrompt(prompt.id);
    }
    const clusters = [...this.live.clusters.values()].sort((a, b) => a.order - b.order);
    for (const cluster of clusters) {
      this.#placeCluster(cluster);
    }
    for (const key of [...this.#cards.keys()].filter((each) => !this.live.cards.has(each))) {
      this.#removeCard(key, new Set());
    }
    for (const card of [...this.live.cards.values()].sort((a, b) => a.order - b.order)) {
      this.#placeCard(card, new Set());
    }
    for (const id of [...this.#clusters.keys()].filter((each) => !this.live.clusters.has(each))) {
      this.#removeCluster(id);
    }
    this.#count(this.root.querySelectorAll("[data-cards]"));
    this.#drawHeads();
  }

  #placePrompt(id: number): void {
    const prompt = this.live.prompts.get(id);
    const known = this.#columns.get(id);
    if (!prompt) {
      known?.element.remove();
      this.#columns.delete(id);
      return;
    }
    const element = known?.element ?? part(this.root, "column");
    if (!known) {
      element.dataset["prompt"] = String(id);
      this.#columns.set(id, { element, clusters: slot(element, "clusters"), loose: slot(element, "loose") });
    }
    this.#put(element, slot(this.root, "columns"), prompt.order);
  }

  #placeCluster(cluster: Cluster): void {
    const column = this.#columns.get(cluster.prompt);
    if (!column) {
      return;
    }
    let element = this.#clusters.get(cluster.id);
    if (!element) {
      element = part(this.root, "cluster");
      element.dataset["cluster"] = String(cluster.id);
      this.#clusters.set(cluster.id, element);
    }
    const title = cluster.title || this.words.say("no_title");
    element.ariaLabel = title;
    write(slot(element, "title"), title);
    const votes = slot(element, "votes");
    votes.hidden = cluster.votes === undefined;
    write(votes, cluster.votes === undefined ? "" : this.words.say("votes", { n: cluster.votes }));
    this.#put(element, column.clusters, cluster.order);
  }

  /** The element stays, and with it the focus; what the stream had drawn for the same cluster goes into it. */
  #rename(from: number, to: number): void {
    const element = this.#clusters.get(from);
    if (!element) {
      return;
    }
    const drawn = this.#clusters.get(to);
    element.dataset["cluster"] = String(to);
    this.#clusters.delete(from);
    this.#clusters.set(to, element);
    if (drawn) {
      const list = slot(element, "cards");
      for (const item of [...slot(drawn, "cards").children] as HTMLElement[]) {
        this.#put(item, list, this.#orders.get(item) ?? 0);
      }
      if (drawn.contains(document.activeElement)) {
        slot(element, "cluster-face").focus();
      }
      drawn.remove();
      this.#count([list]);
    }
  }

  #removeCluster(id: number): void {
    const element = this.#clusters.get(id);
    const loose = element?.closest<HTMLElement>("[data-prompt]");
    // Cards whose news are still to come stay in sight.
    if (element && loose) {
      for (const item of [...slot(element, "cards").children]) {
        this.#put(item as HTMLElement, slot(loose, "loose"), this.#orders.get(item) ?? 0);
      }
    }
    element?.remove();
    this.#clusters.delete(id);
  }

  #placeCard(card: Card, lists: Set<Element>): void {
    const column = this.#columns.get(card.prompt);
    if (!column) {
      return;
    }
    let element = this.#cards.get(card.key);
    if (!element) {
      element = part(this.root, "card");
      element.dataset["key"] = card.key;
      this.#cards.set(card.key, element);
    }
    this.#fill(element, card);
    const cluster = card.cluster === null ? undefined : this.#clusters.get(card.cluster);
    const list = cluster ? slot(cluster, "cards") : column.loose;
    if (element.parentElement && element.parentElement !== list) {
      lists.add(element.parentElement);
    }
    lists.add(list);
    this.#put(element, list, card.order);
  }

  #removeCard(key: string, lists: Set<Element>): void {
    const element = this.#cards.get(key);
    if (element?.parentElement) {
      lists.add(element.parentElement);
    }
    if (element?.contains(document.activeElement)) {
      const next = element.nextElementSibling ?? element.previousElementSibling;
      next?.querySelector<HTMLElement>("[data-face]")?.focus();
    }
    element?.remove();
    this.#cards.delete(key);
    this.selected.delete(key);
  }

  /** Puts an element into a list at the place of its order. Where it stands rightly already, nothing happens. */
  #put(element: HTMLElement, list: HTMLElement, order: number): void {
    const at = (other: Element | null): number | undefined => (other ? this.#orders.get(other) : undefined);
    this.#orders.set(element, order);
    if (element.parentElement === list) {
      const [before, after] = [at(element.previousElementSibling), at(element.nextElementSibling)];
      if ((before === undefined || before <= order) && (after === undefined || order <= after)) {
        return;
      }
    }
    const last = list.lastElementChild;
    let next: Element | null = null;
    if (last && (last === element || (at(last) ?? 0) > order)) {
      next = list.firstElementChild;
      while (next && (next === element || (at(next) ?? 0) <= order)) {
        next = next.nextElementSibling;
      }
    }
    keepingFocus(element, () => list.insertBefore(element, next));
  }

  #fill(element: HTMLElement, card: Card): void {
    write(slot(element, "text"), card.text);
    const notes = [
      card.name,
      card.way === "phone" ? "" : this.words.say(`way_${card.way}`),
      card.hidden ? this.words.say("hidden") : "",
      card.reports ? this.words.say("reports", { n: card.reports }) : "",
      card.votes === undefined || (card.cluster !== null && card.votes === 0) ? "" : this.words.say("votes", { n: card.votes }),
    ];
    const note = slot(element, "note");
    write(note, notes.filter(Boolean).join(" · "));
    note.hidden = note.textContent === "";
    element.classList.toggle("is-hidden", card.hidden ?? false);
    element.classList.toggle("is-reported", (card.reports ?? 0) > 0);
    slot(element, "menu").ariaLabel = this.words.say("menu_of", { title: card.text });
  }

  #count(lists: Iterable<Element>): void {
    for (const list of lists) {
      const head = list.closest("[data-cluster]")?.querySelector("[data-count]");
      if (head) {
        write(head, String(list.childElementCount));
      }
    }
  }

  #drawHeads(): void {
    for (const prompt of this.live.prompts.values()) {
      const column = this.#columns.get(prompt.id);
      if (column) {
        this.#drawHead(column.element, prompt);
      }
    }
  }

  #drawHead(element: HTMLElement, prompt: Prompt): void {
    const { live, words } = this;
    const isWritten = prompt.kind === "cards" || prompt.kind === "questions";
    const isCurrent = live.board.current === prompt.id;
    const text = spoken(prompt.text_th, prompt.text_en);
    write(slot(element, "title"), text);
    element.ariaLabel = text;
    element.classList.toggle("is-current", isCurrent);
    const facts = [
      words.say(`kind_${prompt.kind}`),
      words.say(`prompt_${prompt.state}`),
      isCurrent ? words.say("current") : "",
      isWritten ? words.say("card_count", { n: live.counts.cards[prompt.id] ?? 0 }) : "",
      !isWritten || prompt.voting !== "none" ? words.say("voter_count", { n: live.counts.voters[prompt.id] ?? 0 }) : "",
      prompt.voting === "none" ? "" : words.say(`voting_${prompt.voting}`),
    ];
    write(slot(element, "facts"), facts.filter(Boolean).join(" · "));
    const isOpen = live.board.state !== "closed";
    const shows: Record<string, boolean> = {
      show_prompt: isOpen && (!isCurrent || prompt.state === "hidden"),
      reveal: isOpen && isWritten && prompt.state === "open" && !prompt.shown,
      open_voting: isOpen && isWritten && prompt.shown && prompt.voting !== "open",
      close_voting: isOpen && prompt.voting === "open",
      close_prompt: isOpen && prompt.state === (isWritten ? "revealed" : "open"),
      add_card: isOpen && isWritten && prompt.state !== "hidden",
    };
    for (const [act, isShown] of Object.entries(shows)) {
      const button = element.querySelector<HTMLElement>(`[data-do="${act}"]`);
      if (button && button.hidden === isShown) {
        // A button that goes away under somebody's finger hands its focus to the heading.
        if (!isShown && button === document.activeElement) {
          slot(element, "title").focus();
        }
        button.hidden = !isShown;
      }
    }
    const waits = isWritten && prompt.state === "open" && !prompt.shown;
    slot(element, "private").hidden = !waits;
    slot(element, "loose-heading").hidden = !isWritten || slot(element, "clusters").childElementCount === 0;
    drawResults(element, prompt, words, live.counts.voters[prompt.id]);
  }

  /** Rows of a list in a dialog. */
  list<T>(list: Element, rows: readonly T[], key: (row: T) => string, name: string, fill: (element: HTMLElement, row: T) => void): void {
    patch(list, rows, key, () => part(this.root, name), fill);
  }
}
