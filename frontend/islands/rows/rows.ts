import { announce, define, find } from "../../shared/dom";

/**
 * `<samphan-rows data-prefix="agenda">` around a Django formset: rows are added from its `<template>`, removed
 * and moved. A removed row stays in the page with DELETE ticked, so that the server can take it away. Without
 * this the boxes DELETE and ORDER are shown and do the same.
 */
export class SamphanRows extends HTMLElement {
  connectedCallback(): void {
    this.classList.add("is-live");
    for (const row of this.#rows()) {
      this.#prepare(row);
    }
    const add = this.#adder();
    if (add) {
      add.hidden = false;
    }
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const row = button?.closest<HTMLElement>("[data-row]");
      if (button === add && add) {
        this.#focusIn(this.#add());
        this.#say("added");
      } else if (button && row && "remove" in button.dataset) {
        this.#remove(row);
      } else if (button && row && ("up" in button.dataset || "down" in button.dataset)) {
        this.#move(row, "up" in button.dataset ? -1 : 1, button);
      }
    });
  }

  /** Adds rows until there are as many as `total`; used when an unsaved form is brought back. */
  ensure(total: number): void {
    while (Number(this.#total()?.value ?? total) < total) {
      this.#add();
    }
  }

  #total(): HTMLInputElement | undefined {
    return find(this, `[name="${this.dataset["prefix"]}-TOTAL_FORMS"]`, HTMLInputElement);
  }

  /** The button of the list; a picker in a row may offer to add something too. */
  #adder(): HTMLButtonElement | undefined {
    return find(this, ":scope > [data-add]", HTMLButtonElement);
  }

  #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-rows] > [data-row]")].filter((row) => !row.hidden);
  }

  #prepare(row: HTMLElement): void {
    const tools = find(row, ".rows-tools", HTMLElement);
    if (tools) {
      tools.hidden = false;
    }
    row.hidden = find(row, "[data-delete] input", HTMLInputElement)?.checked ?? false;
  }

  #add(): HTMLElement | undefined {
    const template = find(this, "template", HTMLTemplateElement);
    const total = this.#total();
    const list = find(this, "[data-rows]", HTMLElement);
    if (!template || !total || !list) {
      return undefined;
    }
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = find(holder.content, "[data-row]", HTMLElement);
    if (row) {
      list.append(row);
      total.value = String(Number(total.value) + 1);
      this.#prepare(row);
      this.#number();
      this.#changed();
    }
    return row;
  }

  #remove(row: HTMLElement): void {
    const box = find(row, "[data-delete] input", HTMLInputElement);
    const rows = this.#rows();
    const at = rows.indexOf(row);
    const next = rows[at + 1] ?? rows[at - 1];
    if (box) {
      box.checked = true;
      row.hidden = true;
    } else {
      row.remove();
    }
    (next ? find(next, "[data-remove]", HTMLButtonElement) : this.#adder())?.focus();
    this.#number();
    this.#say("removed");
    this.#changed();
  }

  #move(row: HTMLElement, by: -1 | 1, button: HTMLElement): void {
    const rows = this.#rows();
    const other = rows[rows.indexOf(row) + by];
    if (!other) {
      return;
    }
    if (by < 0) {
      other.before(row);
    } else {
      other.after(row);
    }
    button.focus();
    this.#number();
    this.#say("moved");
    this.#changed();
  }

  /** ORDER follows the eye. */
  #number(): void {
    this.#rows().forEach((row, index) => {
      const order = find(row, "[data-order] input", HTMLInputElement);
      if (order) {
        order.value = String(index + 1);
      }
    });
  }

  #focusIn(row: HTMLElement | undefined): void {
    row?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  }

  #say(what: "added" | "removed" | "moved"): void {
    announce(find(this, ":scope > [role=status]", HTMLElement), this.dataset[what]);
  }

  #changed(): void {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

define("samphan-rows", SamphanRows);
