import { part, slot, write, type Words } from "../board/parts";

export interface Item {
  label: string;
  note?: string;
  run: () => void;
}

/**
 * One dialog for everything that is chosen or written in passing: the menu of a card, "move to…", a title. It is a
 * `<dialog>`, so that the focus goes in, Escape closes it and the focus comes back; on a phone it stands at the bottom.
 */
export class Sheet {
  readonly #dialog: HTMLDialogElement;
  #items: Item[] = [];
  #run: (() => void) | undefined;

  constructor(
    readonly root: HTMLElement,
    readonly words: Words,
  ) {
    this.#dialog = slot<HTMLDialogElement>(root, "sheet");
    this.#dialog.addEventListener("close", () => {
      // What was chosen from a list may have asked for a line meanwhile: then this is the end of the list alone.
      if (this.#dialog.open) {
        return;
      }
      const run = this.#dialog.returnValue === "done" ? this.#run : undefined;
      this.#dialog.returnValue = "";
      this.#run = undefined;
      run?.();
    });
    this.#dialog.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-item]") : null;
      if (button) {
        // At once, not in the later event: what is chosen shows in the next frame.
        this.#dialog.close();
        this.#items[Number(button.dataset["item"])]?.run();
      } else if (event.target === this.#dialog) {
        this.#dialog.close();
      }
    });
    slot(this.#dialog, "filter").addEventListener("input", () => this.#filter());
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
  }

  get #list(): HTMLElement {
    return slot(this.#dialog, "items");
  }

  /** A list to choose from; a long one can be narrowed by typing. */
  choose(title: string, items: Item[], about = ""): void {
    this.#items = items;
    this.#show(title, about);
    slot(this.#dialog, "ask").hidden = true;
    this.#list.hidden = false;
    const filter = slot<HTMLInputElement>(this.#dialog, "filter");
    filter.value = "";
    filter.hidden = items.length < 10;
    this.#list.replaceChildren(
      ...items.map((item, index) => {
        const row = part(this.root, "item");
        const button = slot<HTMLButtonElement>(row, "item");
        button.dataset["item"] = String(index);
        write(slot(row, "label"), item.label);
        write(slot(row, "note"), item.note ?? "");
        return row;
      }),
    );
    this.#dialog.showModal();
    (filter.hidden ? this.#list.querySelector("button") : filter)?.focus();
  }

  /** One line, a number or several lines, as `kind` says. An empty one is taken only where `isOptional`. */
  ask(title: string, label: string, value: string, run: (text: string) => void, { kind = "text", isOptional = false, about = "" } = {}): void {
    this.#show(title, about);
    this.#list.hidden = true;
    slot(this.#dialog, "filter").hidden = true;
    const form = slot<HTMLFormElement>(this.#dialog, "ask");
    form.hidden = false;
    const [line, lines] = [slot<HTMLInputElement>(form, "ask-field"), slot<HTMLTextAreaElement>(form, "ask-lines")];
    const [field, other] = kind === "lines" ? [lines, line] : [line, lines];
    [field.hidden, other.hidden] = [false, true];
    [field.required, other.required] = [!isOptional, false];
    if (field === line) {
      line.type = kind;
      line.min = "0";
    }
    const name = slot<HTMLLabelElement>(form, "ask-label");
    name.htmlFor = field.id;
    write(name, label);
    field.value = value;
    this.#run = () => run(field.value.trim());
    this.#dialog.showModal();
    field.select();
  }

  #show(title: string, about: string): void {
    write(slot(this.#dialog, "sheet-title"), title);
    const line = slot(this.#dialog, "about");
    line.hidden = !about;
    write(line, about);
  }

  #filter(): void {
    const query = slot<HTMLInputElement>(this.#dialog, "filter").value.trim().toLowerCase();
    for (const row of this.#list.children as HTMLCollectionOf<HTMLElement>) {
      row.hidden = query !== "" && !(row.textContent ?? "").toLowerCase().includes(query);
    }
  }

  #walk(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) {
      return;
    }
    event.preventDefault();
    const buttons = [...this.#list.querySelectorAll<HTMLElement>("li:not([hidden]) button")];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  }
}
