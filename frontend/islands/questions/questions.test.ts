import { beforeEach, expect, test } from "vitest";

import "./questions";

const markup = `<form><samphan-questions>
  <input type="radio" name="q1" value="10" id="yes"><input type="radio" name="q1" value="11" id="no">
  <div data-if="q1" data-value="10" id="detail"><p data-condition>เฉพาะเมื่อตอบว่ามี</p><input name="q2" id="words"></div>
  <div data-if="q2" data-value="" id="more"><input name="q3"></div>
  <select name="kind"><option value="a">a</option><option value="b" selected>b</option></select>
  <div data-if="kind" data-value="a c" id="listed"></div>
</samphan-questions></form>`;

const shown = (id: string): boolean => !document.getElementById(id)!.hidden;

function choose(id: string): void {
  const field = document.getElementById(id) as HTMLInputElement;
  field.checked = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => {
  document.body.innerHTML = markup;
});

test("a question on a condition is shown while the condition holds, without the words that say it", () => {
  expect(shown("detail")).toBe(false);
  choose("yes");
  expect(shown("detail")).toBe(true);
  expect(document.querySelector<HTMLElement>("[data-condition]")!.hidden).toBe(true);
  choose("no");
  expect(shown("detail")).toBe(false);
});

test("what depends on a question that is not shown is not shown either, and keeps what was typed", () => {
  choose("yes");
  const words = document.getElementById("words") as HTMLInputElement;
  words.value = "แพ้ถั่ว";
  words.dispatchEvent(new Event("change", { bubbles: true }));
  expect(shown("more")).toBe(true);
  choose("no");
  expect(shown("more")).toBe(false);
  expect(words.value).toBe("แพ้ถั่ว");
});

test("one of several values of a list is enough", () => {
  const kind = document.querySelector("select")!;
  expect(shown("listed")).toBe(false);
  kind.value = "a";
  kind.dispatchEvent(new Event("change", { bubbles: true }));
  expect(shown("listed")).toBe(true);
});
