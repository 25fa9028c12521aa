import { announce, define, find } from "../../shared/dom";
import { get, Latest } from "../../shared/latest";

let count = 0;

/**
 * `<samphan-suggest data-url="…">` around a search field and its form: what may be meant is offered while one types.
 * `?q=` is answered by `<li role="option" data-href="…">`; choosing one goes there, Enter with none marked sends the
 * form. `data-found` ("{n}" is the number) and `data-none` are said to those who listen to the page.
 */
export class SamphanSuggest extends HTMLElement {
  readonly #latest = new Latest(150);
  readonly #id = `suggest-${++count}`;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("span");
  #input: HTMLInputElement | undefined;
  #active = -1;

  /** Where choosing leads; replaced in tests. */
  go = (address: string): void => {
    window.location.assign(address);
  };

  connectedCallback(): void {
    const input = find(this, "input[type=search]", HTMLInputElement);
    if (!input || this.#input || !this.dataset["url"]) {
      return;
    }
    this.#input = input;
    this.#build(input);
    input.addEventListener("input", () => this.#ask(input.value.trim()));
    input.addEventListener("focus", () => this.#toggle(this.#options().length > 0 && input.value.trim() !== ""));
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#leave());
    // mousedown, so that the choice is made before the field loses the focus
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      this.#open(option ?? undefined);
    });
  }

  disconnectedCallback(): void {
    this.#latest.cancel();
  }

  #build(input: HTMLInputElement): void {
    this.#list.id = `${this.#id}-list`;
    this.#list.className = "combo-list suggest-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.hidden = true;
    const label = input.labels?.[0];
    if (label) {
      label.id ||= `${this.#id}-label`;
      this.#list.setAttribute("aria-labelledby", label.id);
    }
    this.#status.className = "visually-hidden";
    this.#status.setAttribute("role", "status");
    input.autocomplete = "off";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
    })) {
      input.setAttribute(name, value);
    }
    this.append(this.#list, this.#status);
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  #ask(words: string): void {
    if (words === "") {
      this.#latest.cancel();
      this.#list.replaceChildren();
      this.#toggle(false);
      return;
    }
    this.#latest.ask(async (signal) => {
      const html = await (await get(this.dataset["url"] ?? "", { q: words }, signal))?.text();
      if (html !== undefined) {
        this.#show(html);
      }
    });
  }

  #show(html: string): void {
    // Of our own server, which escapes what people wrote; a document of DOMParser runs no scripts.
    const page = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
    const options = [...page.querySelectorAll<HTMLElement>("li[role=option]")];
    options.forEach((option, index) => {
      option.id = `${this.#id}-${index}`;
      option.setAttribute("aria-selected", "false");
    });
    this.#list.replaceChildren(...options);
    this.#toggle(options.length > 0);
    // The last one leads to all results.
    const found = options.length - 1;
    announce(this.#status, found > 0 ? this.dataset["found"]?.replace("{n}", String(found)) : this.dataset["none"]);
  }

  #toggle(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#input?.setAttribute("aria-expanded", String(isOpen));
    this.#mark(-1);
  }

  #mark(index: number): void {
    this.#active = index;
    const options = this.#options();
    options.forEach((option, at) => {
      option.classList.toggle("is-active", at === index);
      option.setAttribute("aria-selected", String(at === index));
    });
    const option = options[index];
    if (option) {
      this.#input?.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView?.({ block: "nearest" });
    } else {
      this.#input?.removeAttribute("aria-activedescendant");
    }
  }

  #key(event: KeyboardEvent): void {
    const last = this.#options().length - 1;
    if (event.isComposing || last < 0) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) {
        this.#toggle(true);
      }
      // Beyond either end one is back in the field.
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.#active + step;
      this.#mark(next < -1 ? last : next > last ? -1 : next);
    } else if (event.key === "Enter" && !this.#list.hidden && this.#active >= 0) {
      event.preventDefault();
      this.#open(this.#options()[this.#active]);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#leave();
    }
  }

  #open(option: HTMLElement | undefined): void {
    const address = option?.dataset["href"];
    if (address) {
      this.#toggle(false);
      this.go(address);
    }
  }

  #leave(): void {
    this.#latest.cancel();
    this.#toggle(false);
  }
}

define("samphan-suggest", SamphanSuggest);
