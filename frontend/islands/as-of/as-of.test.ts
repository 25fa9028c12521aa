import { expect, test } from "vitest";

import "./as-of";

const markup = `<samphan-as-of><output data-day>วันนี้</output><input type="range" min="0" max="2" value="2">
<datalist><option value="0" label="1 มกราคม 2561"></option><option value="1" label="1 มกราคม 2565"></option><option value="2" label="1 มกราคม 2568"></option></datalist></samphan-as-of>`;

test("the day is said while the slider moves", () => {
  document.body.innerHTML = markup;
  const slider = document.querySelector("input")!;
  const said = document.querySelector("output")!;
  expect([said.textContent, slider.getAttribute("aria-valuetext")]).toEqual(["วันนี้", "วันนี้"]);
  slider.value = "1";
  slider.dispatchEvent(new Event("input"));
  expect([said.textContent, slider.getAttribute("aria-valuetext")]).toEqual(["1 มกราคม 2565", "1 มกราคม 2565"]);
});

test("without a slider nothing happens", () => {
  document.body.innerHTML = "<samphan-as-of><output data-day>วันนี้</output></samphan-as-of>";
  expect(document.querySelector("output")!.textContent).toBe("วันนี้");
});
