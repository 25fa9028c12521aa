import { define, find } from "../../shared/dom";

const PREFIX = "samphan.board:";

/** The keys of the cards that were written on this phone, on any board that it remembers. */
function ownKeys(storage: Storage): Set<string> {
  const keys = new Set<string>();
  for (let at = 0; at < storage.length; at++) {
    const place = storage.key(at);
    if (!place?.startsWith(PREFIX)) {
      continue;
    }
    try {
      const kept = JSON.parse(storage.getItem(place) ?? "") as { cards?: { key?: unknown; withdrawn?: unknown }[] };
      for (const card of kept.cards ?? []) {
        if (typeof card.key === "string" && card.withdrawn !== true) {
          keys.add(card.key);
        }
      }
    } catch {
      // Kept by something else, or damaged: then this phone knows of no card.
    }
  }
  return keys;
}

/**
 * `<samphan-own-cards data-heading="…">` before a list of cards (`[data-card]`): marks those that were written on this
 * phone and lists them with a link to each. Nothing is sent: only the phone knows which cards are its own.
 */
export class SamphanOwnCards extends HTMLElement {
  connectedCallback(): void {
    let own: Set<string>;
    try {
      own = ownKeys(localStorage);
    } catch {
      return;
    }
    const list = find(this, "ul", HTMLUListElement);
    if (!list) {
      return;
    }
    for (const card of document.querySelectorAll<HTMLElement>("[data-card]")) {
      if (own.has(card.dataset["card"] ?? "")) {
        card.classList.add("own-card");
        card.closest("details")?.setAttribute("open", "");
        const link = document.createElement("a");
        link.href = `#${card.id}`;
        link.textContent = card.textContent;
        const entry = document.createElement("li");
        entry.append(link);
        list.append(entry);
      }
    }
    this.hidden = list.childElementCount === 0;
  }
}

define("samphan-own-cards", SamphanOwnCards);
