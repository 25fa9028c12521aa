import { announce, define, find } from "../../shared/dom";

/** `<samphan-copy data-done="…">` with a hidden `[data-copy]` button: shows it where a browser can copy. */
export class SamphanCopy extends HTMLElement {
  connectedCallback(): void {
    const button = find(this, "[data-copy]", HTMLButtonElement);
    if (!button || !("clipboard" in navigator)) {
      return;
    }
    const words = find(button, "span", HTMLElement);
    const before = words?.textContent ?? "";
    button.hidden = false;
    button.addEventListener("click", () => {
      void navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(() => {
        announce(find(this, "[role=status]", HTMLElement), this.dataset["done"]);
        if (words) {
          words.textContent = this.dataset["done"] ?? before;
          setTimeout(() => (words.textContent = before), 2000);
        }
      });
    });
  }
}

define("samphan-copy", SamphanCopy);
