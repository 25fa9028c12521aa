import { define, find } from "../../shared/dom";

/**
 * `<samphan-as-of>` around a slider over days of change: says the day while the slider moves.
 *
 * The days stand in the slider's own `<datalist>`; showing the chosen one is left to the form.
 */
export class SamphanAsOf extends HTMLElement {
  connectedCallback(): void {
    const slider = find(this, "input[type=range]", HTMLInputElement);
    const said = find(this, "[data-day]", HTMLElement);
    if (!slider || !said) {
      return;
    }
    const days = [...this.querySelectorAll("datalist option")].map((each) => each.getAttribute("label") ?? "");
    const say = (): void => {
      const day = days[Number(slider.value)] ?? "";
      said.textContent = day;
      slider.setAttribute("aria-valuetext", day);
    };
    slider.setAttribute("aria-valuetext", said.textContent ?? "");
    slider.addEventListener("input", say);
  }
}

define("samphan-as-of", SamphanAsOf);
