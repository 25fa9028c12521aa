import { define, find } from "../../shared/dom";
import { SamphanRows } from "../rows/rows";
import { type Copy, Store } from "./store";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const UNTOUCHED = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);
/** Hidden fields that belong to what was typed: how many rows there were, and which version was read. */
const ROWS = /-TOTAL_FORMS$/;
const VERSION = /(^|-)version$/;

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (each): each is Control =>
      (each instanceof HTMLInputElement || each instanceof HTMLSelectElement || each instanceof HTMLTextAreaElement) &&
      each.name !== "" &&
      (!UNTOUCHED.has(each.type) || ROWS.test(each.name) || VERSION.test(each.name)),
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

/** Whether two copies say the same; that the record was saved meanwhile is no difference in what was typed. */
function same(one: [string, string][], other: [string, string][]): boolean {
  const typed = (values: [string, string][]): string => JSON.stringify(values.filter(([name]) => !VERSION.test(name)));
  return typed(one) === typed(other);
}

/**
 * Puts values back, rows that were added with them. The version that was read then comes back too, so that
 * the server notices when somebody else saved the record meanwhile.
 */
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
    } else if (kept[0] !== undefined && !ROWS.test(control.name)) {
      control.value = kept[0];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * `<samphan-unsaved>` inside a form. Warns before leaving with unsaved text, keeps a copy in this tab, and
 * after a reload offers it in the notice of its `<template>` (buttons `[data-restore]` and `[data-discard]`).
 * It never sends anything. The copy belongs to the user in `<body data-owner>`; before a sign-in there is none,
 * nothing is kept and nothing is asked.
 */
export class SamphanUnsaved extends HTMLElement {
  #form: HTMLFormElement | undefined;
  #initial: [string, string][] = [];
  #isLeaving = false;
  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty() && !this.#isLeaving) {
      event.preventDefault();
    }
  };

  connectedCallback(): void {
    const form = this.closest("form");
    if (!form || !document.body.dataset["owner"]) {
      return;
    }
    this.#form = form;
    this.#initial = valuesOf(form);
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
    return `${location.pathname}#${this.closest("form")?.id ?? ""}`;
  }

  get #store(): Store | undefined {
    const { owner } = document.body.dataset;
    return owner ? new Store(owner) : undefined;
  }

  #isDirty(): boolean {
    return this.#form !== undefined && !same(valuesOf(this.#form), this.#initial);
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
    if (!copy || !template || same(copy.values, this.#initial)) {
      this.#store?.drop(this.key);
      return;
    }
    const offer = document.createElement("div");
    offer.className = "unsaved-offer";
    offer.append(template.content.cloneNode(true));
    this.#form?.prepend(offer);
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
