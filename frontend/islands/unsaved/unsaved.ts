import { define, find } from "../../shared/dom";
import { SamphanRows } from "../rows/rows";
import { type Copy, Store } from "./store";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const UNTOUCHED = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);
const MANAGED = /-TOTAL_FORMS$/;

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (each): each is Control =>
      (each instanceof HTMLInputElement || each instanceof HTMLSelectElement || each instanceof HTMLTextAreaElement) &&
      each.name !== "" &&
      (!UNTOUCHED.has(each.type) || MANAGED.test(each.name)),
  );
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");
}

/** What the form holds now. A box counts when it is ticked. */
export function valuesOf(form: HTMLFormElement): [string, string][] {
  return controls(form).flatMap((control): [string, string][] => {
    if (isBox(control)) {
      return control.checked ? [[control.name, control.value]] : [];
    }
    if (control instanceof HTMLSelectElement && control.multiple) {
      return [...control.selectedOptions].map((option): [string, string] => [control.name, option.value]);
    }
    return [[control.name, control.value]];
  });
}

/** Puts values back; rows that were added are added again. Fields that are gone are left out. */
export function restore(form: HTMLFormElement, values: [string, string][]): void {
  for (const rows of form.querySelectorAll<SamphanRows>("samphan-rows")) {
    const total = values.find(([name]) => name === `${rows.dataset["prefix"]}-TOTAL_FORMS`)?.[1];
    rows.ensure(Number(total ?? 0));
  }
  for (const control of controls(form)) {
    const kept = values.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isBox(control)) {
      control.checked = kept.includes(control.value);
    } else if (control instanceof HTMLSelectElement && control.multiple) {
      for (const option of control.options) {
        option.selected = kept.includes(option.value);
      }
    } else if (kept[0] !== undefined && !MANAGED.test(control.name)) {
      control.value = kept[0];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * `<samphan-unsaved data-key="…" data-owner="42">` around one form. Warns before leaving with unsaved text,
 * keeps a copy in this tab, and after a reload offers it in the notice of its `<template>` (buttons
 * `[data-restore]` and `[data-discard]`). It never sends anything. Without an owner nothing is kept.
 */
export class SamphanUnsaved extends HTMLElement {
  #form: HTMLFormElement | undefined;
  #initial = "";
  #isLeaving = false;
  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty() && !this.#isLeaving) {
      event.preventDefault();
    }
  };

  connectedCallback(): void {
    const form = find(this, "form", HTMLFormElement);
    if (!form) {
      return;
    }
    this.#form = form;
    this.#initial = JSON.stringify(valuesOf(form));
    this.#offer();
    const keep = (): void => this.#keep(false);
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
      // Decided after the other listeners: a form that is sent in place does not leave the page.
      queueMicrotask(() => {
        this.#isLeaving = !event.defaultPrevented;
        this.#keep(this.#isLeaving);
      });
    });
    // Back from the page that followed: the form is as it was left, and not being sent any more.
    window.addEventListener("pageshow", () => (this.#isLeaving = false));
    window.addEventListener("beforeunload", this.#warn);
  }

  disconnectedCallback(): void {
    window.removeEventListener("beforeunload", this.#warn);
  }

  get key(): string {
    return this.dataset["key"] ?? location.pathname;
  }

  get #store(): Store | undefined {
    return this.dataset["owner"] ? new Store(this.dataset["owner"]) : undefined;
  }

  #isDirty(): boolean {
    return this.#form !== undefined && JSON.stringify(valuesOf(this.#form)) !== this.#initial;
  }

  #keep(sent: boolean): void {
    if (this.#form && this.#isDirty()) {
      this.#store?.write(this.key, { sent, values: valuesOf(this.#form) });
    } else {
      this.#store?.drop(this.key);
    }
  }

  #offer(): void {
    const copy = this.#store?.read(this.key);
    const template = find(this, "template", HTMLTemplateElement);
    if (!copy || !template || JSON.stringify(copy.values) === this.#initial) {
      this.#store?.drop(this.key);
      return;
    }
    const offer = document.createElement("div");
    offer.className = "unsaved-offer";
    offer.append(template.content.cloneNode(true));
    this.prepend(offer);
    offer.querySelector("[data-restore]")?.addEventListener("click", () => this.#accept(offer, copy));
    offer.querySelector("[data-discard]")?.addEventListener("click", () => {
      this.#store?.drop(this.key);
      offer.remove();
    });
  }

  #accept(offer: Element, copy: Copy): void {
    if (this.#form) {
      restore(this.#form, copy.values);
      offer.remove();
      find(this.#form, "input:not([type=hidden]), select, textarea", HTMLElement)?.focus();
    }
  }
}

define("samphan-unsaved", SamphanUnsaved);
