import { expect, test } from "vitest";

import "./theme";

test("a choice is applied, marked and remembered", () => {
  document.body.innerHTML = `<samphan-theme hidden><button value="auto" aria-pressed="true"></button><button value="dark" aria-pressed="false"></button></samphan-theme>`;
  const element = document.querySelector<HTMLElement>("samphan-theme")!;
  expect(element.hidden).toBe(false);
  document.querySelector<HTMLButtonElement>("[value=dark]")!.click();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect([...document.querySelectorAll("button")].map((each) => each.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
  expect(document.cookie).toContain("samphan_theme=dark");
});
