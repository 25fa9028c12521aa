import { beforeEach, expect, test } from "vitest";

import type { SamphanRows } from "./rows";
import "./rows";

function row(index: string, name: string, withBoxes = true): string {
  const boxes = `<div data-order><input name="agenda-${index}-ORDER"></div><div data-delete><input type="checkbox" name="agenda-${index}-DELETE"></div>`;
  return `<div data-row><input name="agenda-${index}-name" value="${name}">${withBoxes ? boxes : ""}
    <a href="/new/" data-add hidden></a><div class="rows-tools" hidden><button type="button" data-up></button><button type="button" data-down></button><button type="button" data-remove></button></div></div>`;
}

function place(withBoxes = true): SamphanRows {
  document.body.innerHTML = `<samphan-rows data-prefix="agenda" data-added="เพิ่มแล้ว" data-removed="ลบแล้ว">
    <input type="hidden" name="agenda-TOTAL_FORMS" value="2">
    <div data-rows>${row("0", "พิธีเปิด", withBoxes)}${row("1", "อาหารค่ำ", withBoxes)}</div>
    <template>${row("__prefix__", "", withBoxes)}</template>
    <button type="button" data-add hidden></button><span role="status"></span></samphan-rows>`;
  return document.querySelector<SamphanRows>("samphan-rows")!;
}

function seen(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")]
    .filter((each) => !each.hidden)
    .map((each) => each.querySelector("input")!.value);
}

function order(): (string | undefined)[] {
  return [...document.querySelectorAll<HTMLInputElement>("[data-order] input")].map((each) => each.value);
}

function press(what: string, index = 0): void {
  document.querySelectorAll<HTMLButtonElement>(`[data-rows] [data-${what}]`)[index]!.click();
}

let element: SamphanRows;
beforeEach(() => {
  element = place();
});

test("the tools are shown", () => {
  expect([...document.querySelectorAll<HTMLElement>(".rows-tools, button[data-add]")].map((each) => each.hidden)).toEqual([false, false, false]);
});

test("a row is added with the next number and gets the focus", () => {
  element.querySelector<HTMLButtonElement>("button[data-add]")!.click();
  const added = document.querySelector<HTMLInputElement>("[name=agenda-2-name]")!;
  expect(document.activeElement).toBe(added);
  expect(element.querySelector<HTMLInputElement>("[name=agenda-TOTAL_FORMS]")!.value).toBe("3");
  expect(order()).toEqual(["1", "2", "3"]);
});

test("a removed row is ticked for the server and leaves the eye", () => {
  press("remove", 0);
  expect(seen()).toEqual(["อาหารค่ำ"]);
  expect(document.querySelector<HTMLInputElement>("[name=agenda-0-DELETE]")!.checked).toBe(true);
  expect(element.querySelector<HTMLInputElement>("[name=agenda-TOTAL_FORMS]")!.value).toBe("2");
});

test("after the last row is removed the focus is on adding", () => {
  press("remove", 0);
  press("remove", 1);
  expect(document.activeElement).toBe(element.querySelector("button[data-add]"));
});

test("a row without a DELETE box is taken out", () => {
  place(false);
  press("remove", 0);
  expect(document.querySelectorAll("[data-row]").length).toBe(1);
});

test("a moved row keeps the focus and the order follows", () => {
  press("up", 1);
  expect(seen()).toEqual(["อาหารค่ำ", "พิธีเปิด"]);
  expect(order()).toEqual(["1", "2"]);
  expect(document.activeElement).toBe(document.querySelector("[data-rows] [data-up]"));
  press("up", 0);
  expect(seen()).toEqual(["อาหารค่ำ", "พิธีเปิด"]);
});

test("a row moves past a removed one", () => {
  element.querySelector<HTMLButtonElement>("button[data-add]")!.click();
  press("remove", 1);
  press("up", 2);
  expect(seen()).toEqual(["", "พิธีเปิด"]);
});

test("rows that come back ticked stay hidden", () => {
  document.body.innerHTML = document.body.innerHTML.replace('name="agenda-0-DELETE"', 'name="agenda-0-DELETE" checked');
  expect(seen()).toEqual(["อาหารค่ำ"]);
});

test("ensure adds what is missing and no more", () => {
  element.ensure(4);
  element.ensure(3);
  expect(document.querySelectorAll("[data-rows] > [data-row]").length).toBe(4);
});
