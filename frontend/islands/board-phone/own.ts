import type { Prompt } from "../../shared/live";
import { isWaiting, type OwnCard } from "../../shared/outbox";
import { part, patch, slot, write } from "../board/parts";
import type { Phone } from "./phone";

/** The cards that this phone wrote to a question: how each of them stands, to be changed or taken back. */
export class Own {
  #editing: string | undefined;

  constructor(readonly phone: Phone) {
    const list = slot(phone.root, "own-list");
    list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const key = button?.closest<HTMLElement>("[data-key]")?.dataset["key"];
      if (!button || !key) {
        return;
      }
      if ("change" in button.dataset) {
        this.#edit(key);
      } else if ("withdraw" in button.dataset) {
        this.#ask(key, true);
      } else if ("keep" in button.dataset) {
        this.#ask(key, false);
      } else if ("sure" in button.dataset) {
        phone.outbox.withdraw(key);
        phone.say(phone.words.say("withdrawn"));
        slot(phone.root, "own-heading").focus();
      } else if ("cancel" in button.dataset) {
        this.#done(key);
      }
    });
    list.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const key = form.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "";
      const text = slot<HTMLTextAreaElement>(form, "text-field").value.trim();
      if (text) {
        phone.outbox.edit(key, text);
        this.#done(key);
      }
    });
  }

  draw(prompt: Prompt, isOpen: boolean): void {
    const { root, outbox } = this.phone;
    const cards = outbox.own.cards.filter((card) => card.prompt === prompt.id && !card.withdrawn);
    slot(root, "own").hidden = cards.length === 0;
    patch(
      slot(root, "own-list"),
      [...cards].reverse(),
      (card) => card.key,
      () => part(root, "own-card"),
      (element, card) => this.#fill(element, card, isOpen),
    );
  }

  #fill(element: HTMLElement, card: OwnCard, isOpen: boolean): void {
    const { words, live } = this.phone;
    write(slot(element, "text"), card.text);
    const shown = live.cards.get(card.key);
    const state = card.refused ? "refused" : isWaiting(card) ? "waiting" : shown ? "shown" : "arrived";
    element.dataset["state"] = state;
    write(slot(element, "state"), card.refused ? words.say("refused", { why: card.refused }) : words.say(state));
    slot(element, "tools").hidden = !isOpen || this.#editing === card.key;
  }

  #edit(key: string): void {
    const item = this.#item(key);
    const card = this.phone.outbox.own.cards.find((each) => each.key === key);
    if (!item || !card) {
      return;
    }
    this.#editing = key;
    const form = part<HTMLFormElement>(this.phone.root, "edit-card");
    form.dataset["edit"] = "";
    const field = slot<HTMLTextAreaElement>(form, "text-field");
    field.value = card.text;
    slot(item, "text").hidden = true;
    slot(item, "tools").hidden = true;
    item.append(form);
    field.focus();
  }

  #done(key: string): void {
    this.#editing = undefined;
    const item = this.#item(key);
    item?.querySelector("form")?.remove();
    if (item) {
      slot(item, "text").hidden = false;
      slot(item, "tools").hidden = false;
      slot(item, "change").focus();
    }
  }

  #ask(key: string, isAsked: boolean): void {
    const item = this.#item(key);
    if (item) {
      slot(item, "really").hidden = !isAsked;
      slot(item, "buttons").hidden = isAsked;
      slot(item, isAsked ? "sure" : "withdraw").focus();
    }
  }

  #item(key: string): HTMLElement | null {
    return slot(this.phone.root, "own-list").querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  }
}
