import type { Card, Cluster } from "../../shared/live";
import type { Cards, Lead } from "./cards";

/** By the place of the key; see the list on the page. */
const ACTS = new Set([
  ..."GTSOHLRJMU".split("").map((letter) => `Key${letter}`),
  "Ctrl+KeyZ",
  "Alt+ArrowUp",
  "Alt+ArrowDown",
  "ContextMenu",
  "Escape",
]);

/**
 * Moving about by keyboard: all cards and cluster heads are one stop of the Tab key, arrows move inside. Letters are
 * read by their place on the keyboard (`code`), because a Thai keyboard types Thai; they count only while a card or a
 * cluster has the focus.
 */
export class Keys {
  readonly #stops: string = "[data-face], [data-cluster-face]";
  #stop: HTMLElement | undefined;

  constructor(
    readonly board: HTMLElement,
    readonly lead: Lead,
    readonly cards: Cards,
  ) {
    board.addEventListener("keydown", (event) => this.#press(event));
    board.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLElement && event.target.matches(this.#stops)) {
        this.#setStop(event.target);
      }
    });
  }

  /** Exactly one card or cluster can be reached with Tab. */
  refresh(): void {
    if (!this.#stop?.isConnected) {
      const first = this.board.querySelector<HTMLElement>(this.#stops);
      if (first) {
        this.#setStop(first);
      }
    }
  }

  #setStop(stop: HTMLElement): void {
    if (this.#stop && this.#stop !== stop) {
      this.#stop.tabIndex = -1;
    }
    this.#stop = stop;
    stop.tabIndex = 0;
  }

  #press(event: KeyboardEvent): void {
    const at = event.target instanceof HTMLElement && event.target.matches(this.#stops) ? event.target : undefined;
    if (!at || event.isComposing) {
      return;
    }
    const name = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.code].filter(Boolean).join("+");
    if (this.#move(at, name)) {
      event.preventDefault();
    } else if (ACTS.has(name) || (name === "F10" && event.shiftKey)) {
      event.preventDefault();
      this.#act(at, name);
    }
  }

  #move(at: HTMLElement, name: string): boolean {
    const column = at.closest<HTMLElement>("[data-prompt]");
    if (!column) {
      return false;
    }
    const stops = [...column.querySelectorAll<HTMLElement>(this.#stops)];
    const index = stops.indexOf(at);
    const go = (stop: Element | undefined): true => {
      (stop as HTMLElement | undefined)?.focus();
      return true;
    };
    switch (name) {
      case "ArrowDown":
        return go(stops[index + 1]);
      case "ArrowUp":
        return go(stops[index - 1]);
      case "Home":
        return go(stops[0]);
      case "End":
        return go(stops.at(-1));
      case "ArrowLeft":
      case "ArrowRight":
        return go(this.#beside(column, at, name === "ArrowRight"));
      default:
        return false;
    }
  }

  /** The nearest stop, by height, of the next column that has any. */
  #beside(column: HTMLElement, at: HTMLElement, isRight: boolean): HTMLElement | undefined {
    let other: Element | null = column;
    for (;;) {
      other = isRight ? other.nextElementSibling : other.previousElementSibling;
      if (!other) {
        return undefined;
      }
      const { top } = at.getBoundingClientRect();
      const [nearest] = [...other.querySelectorAll<HTMLElement>(this.#stops)]
        .map((stop) => ({ stop, far: Math.abs(stop.getBoundingClientRect().top - top) }))
        .sort((a, b) => a.far - b.far);
      if (nearest) {
        return nearest.stop;
      }
    }
  }

  #act(at: HTMLElement, name: string): void {
    const { cards } = this;
    const { live } = this.lead;
    if (name === "KeyU" || name === "Ctrl+KeyZ") {
      cards.undo();
      return;
    }
    if (name === "Escape") {
      cards.clear();
      return;
    }
    const card = live.cards.get(at.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "");
    const cluster = live.clusters.get(card ? (card.cluster ?? 0) : Number(at.closest<HTMLElement>("[data-cluster]")?.dataset["cluster"]));
    const isMenu = name === "KeyM" || name === "ContextMenu" || name === "F10";
    const ofCluster: Record<string, (cluster: Cluster) => void> = {
      KeyR: (each) => cards.rename(each),
      KeyJ: (each) => cards.merge(each),
      ...(card ? {} : { KeyL: (each: Cluster) => cards.light("cluster", each.id) }),
    };
    const ofCard: Record<string, (card: Card) => void> = {
      KeyG: (each) => cards.group(cards.at(each.key)),
      KeyT: (each) => cards.moveTo(cards.at(each.key)),
      KeyS: (each) => cards.split(cards.at(each.key)),
      KeyO: (each) => cards.takeOut(cards.at(each.key)),
      KeyH: (each) => cards.hide(each),
      KeyL: (each) => cards.light("card", each.key),
      "Alt+ArrowUp": (each) => cards.shift(each, -1),
      "Alt+ArrowDown": (each) => cards.shift(each, 1),
    };
    if (card) {
      (isMenu ? (each: Card) => cards.cardMenu(each) : ofCard[name])?.(card);
    }
    if (cluster) {
      (isMenu && !card ? (each: Cluster) => cards.clusterMenu(each) : ofCluster[name])?.(cluster);
    }
  }
}
