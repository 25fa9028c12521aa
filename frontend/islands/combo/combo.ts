import { announce, define, find } from "../../shared/dom";
import { get, Latest } from "../../shared/latest";

interface Choice {
  value: string;
  label: string;
  note: string;
}

function choiceOf(option: HTMLOptionElement): Choice {
  return { value: option.value, label: option.text.trim(), note: option.dataset["note"] ?? "" };
}

/** Compared without case, blanks and the way a letter was composed. */
function plain(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/\s+/g, "");
}

let count = 0;

/**
 * `<samphan-combo data-url="…">` around a `<select>`: the select becomes a picker that one can type into. With
 * a URL, `?q=` is answered by `<option>` elements; without one the select's own options are searched.
 * The select stays in the form and carries the value. Words: `data-none`, `data-found` ("{n}" is the number).
 * When nothing is found and there is a link `data-add`, the paragraph around it takes the place of the list; the link
 * carries the words as `?name=`.
 */
export class SamphanCombo extends HTMLElement {
  readonly #latest = new Latest(200);
  readonly #id = `combo-${++count}`;
  #select: HTMLSelectElement | undefined;
  #input = document.createElement("input");
  #list = document.createElement("ul");
  #choices: Choice[] = [];
  #active = -1;

  connectedCallback(): void {
    const select = find(this, "select", HTMLSelectElement);
    if (!select || select.multiple || this.#select) {
      return;
    }
    this.#select = select;
    this.#build(select);
    this.#input.addEventListener("input", () => this.#search(this.#input.value));
    this.#input.addEventListener("click", () => this.#search(""));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("blur", () => this.#leave());
    // mousedown, so that the choice is made before the input loses the focus
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) {
        this.#choose([...this.#list.querySelectorAll("[role=option]")].indexOf(option));
      }
    });
    select.addEventListener("input", () => this.#show());
  }

  disconnectedCallback(): void {
    this.#latest.cancel();
  }

  #build(select: HTMLSelectElement): void {
    const { id } = select;
    select.id = `${this.#id}-value`;
    select.hidden = true;
    select.tabIndex = -1;
    this.#list.id = `${this.#id}-list`;
    this.#list.className = "combo-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.hidden = true;
    const input = this.#input;
    input.type = "text";
    input.id = id;
    input.className = select.className.replace("form-select", "form-control combo-input");
    input.autocomplete = "off";
    input.placeholder = this.dataset["placeholder"] ?? "";
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
      "aria-describedby": select.getAttribute("aria-describedby"),
      "aria-invalid": select.getAttribute("aria-invalid"),
      "aria-required": select.required ? "true" : null,
    })) {
      if (value !== null) {
        input.setAttribute(name, value);
      }
    }
    // A hidden select that is required would stop the form without saying why.
    select.required = false;
    const label = id ? this.ownerDocument.querySelector(`label[for="${CSS.escape(id)}"]`) : null;
    if (label) {
      label.id ||= `${this.#id}-label`;
      this.#list.setAttribute("aria-labelledby", label.id);
    }
    const holder = document.createElement("div");
    holder.className = "combo";
    holder.append(input, this.#list);
    select.after(holder);
    this.#show();
  }

  /** The field shows what is chosen. */
  #show(): void {
    const chosen = this.#select?.selectedOptions[0];
    this.#input.value = chosen?.value ? choiceOf(chosen).label : "";
  }

  /** What was not found can be added on another page; whether that was offered. */
  #offerToAdd(words: string, isFound: boolean): boolean {
    const link = find(this, "[data-add]", HTMLAnchorElement);
    if (!link?.parentElement) {
      return false;
    }
    const address = new URL(link.href);
    address.searchParams.set("name", words.trim());
    link.href = address.href;
    link.parentElement.hidden = isFound;
    return !isFound;
  }

  #search(words: string): void {
    const url = this.dataset["url"];
    if (!url) {
      const wanted = plain(words);
      const all = [...(this.#select?.options ?? [])].map(choiceOf).filter((each) => each.value !== "");
      this.#open(words, all.filter((each) => plain(each.label + each.note).includes(wanted)));
      return;
    }
    this.#latest.ask(async (signal) => {
      const html = await (await get(url, { q: words.trim() }, signal))?.text();
      if (html !== undefined) {
        const page = new DOMParser().parseFromString(`<select>${html}</select>`, "text/html");
        this.#open(words, [...page.querySelectorAll("option")].map(choiceOf));
      }
    });
  }

  #open(words: string, choices: Choice[]): void {
    this.#choices = choices;
    const isOffered = this.#offerToAdd(words, choices.length > 0);
    this.#active = -1;
    this.#list.replaceChildren(
      ...choices.map((choice, index) => {
        const item = document.createElement("li");
        item.setAttribute("role", "option");
        item.id = `${this.#id}-${index}`;
        item.textContent = choice.label;
        item.setAttribute("aria-selected", String(choice.value === this.#select?.value));
        if (choice.note) {
          const note = document.createElement("span");
          note.className = "muted";
          note.textContent = ` ${choice.note}`;
          item.append(note);
        }
        return item;
      }),
    );
    if (choices.length === 0) {
      const none = document.createElement("li");
      none.className = "combo-note";
      none.textContent = this.dataset["none"] ?? "";
      this.#list.append(none);
    }
    this.#toggle(!isOffered);
    const said = choices.length === 0 ? this.dataset["none"] : this.dataset["found"]?.replace("{n}", String(choices.length));
    announce(find(this, "[role=status]", HTMLElement), said);
  }

  #toggle(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) {
      this.#mark(-1);
    }
  }

  #mark(index: number): void {
    this.#active = index;
    const items = this.#list.querySelectorAll("[role=option]");
    items.forEach((item, at) => item.classList.toggle("is-active", at === index));
    const item = items[index];
    if (item) {
      this.#input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView?.({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #key(event: KeyboardEvent): void {
    const last = this.#choices.length - 1;
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) {
        this.#search("");
      } else if (event.key === "ArrowDown") {
        this.#mark(this.#active >= last ? 0 : this.#active + 1);
      } else {
        this.#mark(this.#active <= 0 ? last : this.#active - 1);
      }
    } else if (event.key === "Enter" && !this.#list.hidden && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#leave();
    }
  }

  #choose(index: number): void {
    const choice = this.#choices[index];
    const select = this.#select;
    if (!choice || !select) {
      return;
    }
    if (![...select.options].some((option) => option.value === choice.value)) {
      select.add(new Option(choice.label, choice.value));
    }
    select.value = choice.value;
    this.#toggle(false);
    this.#show();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Emptied means nothing is chosen; words that were not chosen go back to what is. */
  #leave(): void {
    this.#latest.cancel();
    this.#toggle(false);
    if (this.#select && this.#input.value.trim() === "" && this.#select.value !== "") {
      this.#select.value = "";
      this.#select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.#show();
  }
}

define("samphan-combo", SamphanCombo);
