import { define, find } from "../../shared/dom";
import { get, Latest } from "../../shared/latest";

interface Echo {
  /** The date in words, or the sentence that says why it cannot be read. */
  text: string;
  ok?: boolean;
}

/**
 * `<samphan-date data-url="/dates/echo">` around a text input and a `.date-echo`: what is typed is read by
 * the server (`?value=`, answered by `{text, ok}`) and said in words. Without it the input works as it is.
 */
export class SamphanDate extends HTMLElement {
  readonly #latest = new Latest();

  connectedCallback(): void {
    const input = find(this, "input", HTMLInputElement);
    const echo = find(this, ".date-echo", HTMLElement);
    const url = this.dataset["url"];
    if (!input || !echo || !url) {
      return;
    }
    input.addEventListener("input", () => {
      const value = input.value.trim();
      if (value === "") {
        this.#latest.cancel();
        echo.hidden = true;
        return;
      }
      this.#latest.ask(async (signal) => {
        const answer = (await (await get(url, { value }, signal))?.json()) as Echo | undefined;
        echo.hidden = !answer?.text;
        echo.textContent = answer?.text ?? "";
        echo.classList.toggle("is-unknown", answer?.ok === false);
      });
    });
  }

  disconnectedCallback(): void {
    this.#latest.cancel();
  }
}

define("samphan-date", SamphanDate);
