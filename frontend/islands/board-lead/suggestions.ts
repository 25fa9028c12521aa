import type { Card, Prompt } from "../../shared/live";
import { part, slot, spoken, write } from "../board/parts";
import type { Lead } from "./cards";

interface Suggestion {
  cards: string[];
  reason_th: string;
  reason_en: string;
  score: number;
}

/** Cards that look alike, side by side with the reason. Nothing happens unless somebody accepts. */
export class Suggestions {
  constructor(readonly lead: Lead & HTMLElement) {}

  async show(prompt: Prompt): Promise<void> {
    const { acts, words, say } = this.lead;
    const found = await acts.ask<{ suggestions: Suggestion[] }>(`suggestions?prompt=${prompt.id}&lang=${document.documentElement.lang}`);
    if (!found) {
      say(words.say("no_connection"), true);
      return;
    }
    const dialog = slot<HTMLDialogElement>(this.lead, "suggest-dialog");
    const list = slot(dialog, "suggestions");
    list.replaceChildren();
    for (const suggestion of found.suggestions) {
      const cards = suggestion.cards.map((key) => this.lead.live.cards.get(key)).filter((card) => card !== undefined);
      if (cards.length > 1) {
        list.append(this.#row(suggestion, cards));
      }
    }
    slot(dialog, "suggest-none").hidden = list.childElementCount > 0;
    dialog.showModal();
  }

  #row(suggestion: Suggestion, cards: Card[]): HTMLElement {
    const row = part(this.lead, "suggestion");
    write(slot(row, "reason"), spoken(suggestion.reason_th, suggestion.reason_en));
    slot(row, "pair").append(
      ...cards.map((card) => {
        const item = document.createElement("li");
        item.textContent = card.text;
        return item;
      }),
    );
    slot(row, "accept").addEventListener("click", () => {
      void this.#accept(cards.map((card) => card.key));
      this.#done(row);
    });
    slot(row, "decline").addEventListener("click", () => this.#done(row));
    return row;
  }

  /** Cards as they are now: into the cluster that one of them is in already, else into a new one. */
  async #accept(keys: string[]): Promise<void> {
    const { acts, live, words, say } = this.lead;
    const cards = keys.map((key) => live.cards.get(key)).filter((card) => card !== undefined);
    const cluster = cards.find((card) => card.cluster !== null)?.cluster ?? null;
    const loose = cards.filter((card) => card.cluster === null);
    const isDone =
      cluster === null
        ? await acts.run("cluster", { cards: keys, from: null, title: cards[0]?.text.slice(0, 60) ?? "" })
        : await acts.run("add_to", { cluster, cards: loose.map((card) => card.key), from: null }, { cards: loose.map((card) => ({ ...card, cluster })) });
    if (isDone) {
      say(words.say("accepted"));
    }
  }

  #done(row: HTMLElement): void {
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector<HTMLElement>("[data-accept]");
    const dialog = slot(this.lead, "suggest-dialog");
    row.remove();
    slot(dialog, "suggest-none").hidden = slot(dialog, "suggestions").childElementCount > 0;
    (next ?? slot(dialog, "suggest-close")).focus();
  }
}
