import { define } from "../../shared/dom";

/**
 * `<samphan-questions>` around `[data-if="<name>"][data-value="<values>"]`: shows each only while the field of that name
 * holds one of the values (blank separated; none: anything at all) and is itself shown. Nothing that was typed is
 * emptied, and without this script everything is on the page with its condition in words.
 */
export class SamphanQuestions extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", () => this.update());
    this.form?.addEventListener("change", () => this.update());
    this.update();
  }

  private get form(): HTMLFormElement | null {
    return this.closest("form");
  }

  private update(): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-if]")) {
      const wanted = (part.dataset["value"] ?? "").split(" ").filter(Boolean);
      const given = this.given(part.dataset["if"] ?? "");
      part.hidden = !(wanted.length ? given.some((value) => wanted.includes(value)) : given.length);
      for (const said of part.querySelectorAll<HTMLElement>("[data-condition]")) {
        said.hidden = true;
      }
    }
  }

  /** The values that the fields of a name hold, without those that are not shown. */
  private given(name: string): string[] {
    const fields = (this.form ?? this).querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      `[name="${CSS.escape(name)}"]`,
    );
    return [...fields]
      .filter((field) => !field.closest("[data-if][hidden]"))
      .filter((field) => !(field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) || field.checked)
      .map((field) => field.value)
      .filter(Boolean);
  }
}

define("samphan-questions", SamphanQuestions);
