import { define } from "../../shared/dom";

const YEAR = 365 * 24 * 3600;

/** `<samphan-theme hidden>` with buttons of value auto, light, dark; the server reads the cookie on the next page. */
export class SamphanTheme extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button) {
        this.#choose(button.value);
      }
    });
  }

  #choose(theme: string): void {
    document.documentElement.dataset["theme"] = theme;
    document.cookie = `samphan_theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }
}

define("samphan-theme", SamphanTheme);
