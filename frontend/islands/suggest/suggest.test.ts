import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { SamphanSuggest } from "./suggest";

const fetched = vi.fn<(address: URL) => Promise<Response>>();
const went = vi.fn<(address: string) => void>();
const ANSWER =
  '<li role="option" data-href="/n/a/organisations/1/"><mark>เชียง</mark>ใหม่</li><li role="option" data-href="/search/?q=x">ทั้งหมด</li>';

function place(): { input: HTMLInputElement; list: HTMLElement } {
  document.body.innerHTML = `<samphan-suggest data-url="/search/suggest" data-found="พบ {n}" data-none="ไม่พบ">
    <form><label for="q">ค้นหา</label><input type="search" id="q" name="q"></form></samphan-suggest>`;
  document.querySelector<SamphanSuggest>("samphan-suggest")!.go = went;
  return { input: document.querySelector("input")!, list: document.querySelector("[role=listbox]")! };
}

async function type(input: HTMLInputElement, words: string): Promise<void> {
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(200);
}

function press(input: HTMLInputElement, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
  fetched.mockImplementation(() => Promise.resolve(new Response(ANSWER)));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetched.mockReset();
  went.mockReset();
});

test("the field is a combobox that its label names", () => {
  const { input, list } = place();
  expect([input.getAttribute("role"), input.getAttribute("aria-controls"), input.getAttribute("aria-expanded")]).toEqual([
    "combobox", list.id, "false",
  ]);
  expect(document.getElementById(list.getAttribute("aria-labelledby")!)!.textContent).toBe("ค้นหา");
  expect(list.hidden).toBe(true);
});

test("typing offers what the server finds, with the match marked, and says how many", async () => {
  const { input, list } = place();
  await type(input, " เชียง ");
  expect(fetched.mock.calls[0]![0].searchParams.get("q")).toBe("เชียง");
  expect([list.hidden, input.getAttribute("aria-expanded"), list.querySelector("mark")!.textContent]).toEqual([
    false, "true", "เชียง",
  ]);
  await vi.advanceTimersByTimeAsync(50);
  expect(document.querySelector("[role=status]")!.textContent).toBe("พบ 1");
});

test("arrows mark a choice and Enter goes there; with none marked Enter goes to the form", async () => {
  const { input } = place();
  await type(input, "เชียง");
  expect(press(input, "Enter")).toBe(false);
  press(input, "ArrowDown");
  const marked = document.getElementById(input.getAttribute("aria-activedescendant")!)!;
  expect([marked.textContent, marked.getAttribute("aria-selected")]).toEqual(["เชียงใหม่", "true"]);
  expect([press(input, "Enter"), went.mock.calls]).toEqual([true, [["/n/a/organisations/1/"]]]);
});

test("beyond the last choice one is back in the field", async () => {
  const { input } = place();
  await type(input, "เชียง");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) {
    press(input, key);
  }
  expect(input.hasAttribute("aria-activedescendant")).toBe(false);
  press(input, "ArrowUp");
  expect(document.getElementById(input.getAttribute("aria-activedescendant")!)!.textContent).toBe("ทั้งหมด");
});

test("Escape closes and keeps the words", async () => {
  const { input, list } = place();
  await type(input, "เชียง");
  expect([press(input, "Escape"), list.hidden, input.value]).toEqual([true, true, "เชียง"]);
});

test("an emptied field asks nothing and offers nothing", async () => {
  const { input, list } = place();
  await type(input, "เชียง");
  await type(input, "");
  expect([fetched.mock.calls.length, list.hidden, list.children.length]).toEqual([1, true, 0]);
});

test("a click goes to the choice", async () => {
  const { input, list } = place();
  await type(input, "เชียง");
  list.querySelector("mark")!.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  expect(went.mock.calls).toEqual([["/n/a/organisations/1/"]]);
});
