import { afterEach, beforeEach, expect, test, vi } from "vitest";

import "./combo";

const fetched = vi.fn<(address: URL) => Promise<Response>>();

function place(url = "", chosen = ""): { input: HTMLInputElement; select: HTMLSelectElement; list: HTMLElement } {
  const options = [["", ""], ["1", "มหาวิทยาลัยเชียงใหม่"], ["2", "มหาวิทยาลัยศรีนครินทรวิโรฒ"]]
    .map(([value, label]) => `<option value="${value}"${value === chosen ? " selected" : ""}>${label}</option>`)
    .join("");
  document.body.innerHTML = `<label for="id_org">องค์กร</label><samphan-combo data-url="${url}" data-none="ไม่พบ" data-found="พบ {n}">
    <select id="id_org" name="org" class="form-select" required aria-describedby="id_org_helptext">${options}</select><span role="status"></span></samphan-combo>`;
  return {
    input: document.querySelector("input")!,
    select: document.querySelector("select")!,
    list: document.querySelector(".combo-list")!,
  };
}

function labels(): (string | null)[] {
  return [...document.querySelectorAll("[role=option]")].map((each) => each.firstChild!.textContent);
}

function type(input: HTMLInputElement, words: string): void {
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function press(input: HTMLInputElement, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetched.mockReset();
});

test("the picker takes the label of the select and shows what is chosen", () => {
  const { input, select } = place("", "2");
  expect([input.id, input.value, input.getAttribute("role"), input.getAttribute("aria-required")]).toEqual([
    "id_org", "มหาวิทยาลัยศรีนครินทรวิโรฒ", "combobox", "true",
  ]);
  expect(input.getAttribute("aria-describedby")).toBe("id_org_helptext");
  expect([select.hidden, select.name, select.value]).toEqual([true, "org", "2"]);
});

test("typing a part of a Thai name narrows the list", () => {
  const { input, list } = place();
  type(input, "เชียง ใหม่");
  expect(labels()).toEqual(["มหาวิทยาลัยเชียงใหม่"]);
  expect([list.hidden, input.getAttribute("aria-expanded")]).toEqual([false, "true"]);
});

test("arrows and Enter choose, and Enter with nothing marked goes to the form", () => {
  const { input, select, list } = place();
  expect(press(input, "Enter")).toBe(false);
  type(input, "มหา");
  press(input, "ArrowDown");
  press(input, "ArrowDown");
  const marked = input.getAttribute("aria-activedescendant");
  expect(document.getElementById(marked!)!.textContent).toBe("มหาวิทยาลัยศรีนครินทรวิโรฒ");
  expect(press(input, "Enter")).toBe(true);
  expect([select.value, input.value, list.hidden]).toEqual(["2", "มหาวิทยาลัยศรีนครินทรวิโรฒ", true]);
});

test("Escape keeps what was chosen", () => {
  const { input, select } = place("", "1");
  type(input, "ศรี");
  press(input, "Escape");
  expect([select.value, input.value]).toEqual(["1", "มหาวิทยาลัยเชียงใหม่"]);
});

test("an emptied field chooses nothing and says so to the form", () => {
  const { input, select } = place("", "1");
  const changed = vi.fn();
  select.addEventListener("change", changed);
  type(input, "");
  input.dispatchEvent(new Event("blur"));
  expect([select.value, changed.mock.calls.length]).toEqual(["", 1]);
});

test("nothing found is said", () => {
  const { input } = place();
  type(input, "ไม่มีที่ไหน");
  expect(document.querySelector(".combo-note")!.textContent).toBe("ไม่พบ");
});

test("what is not found can be added, under the name that was typed", () => {
  const { input, list } = place();
  document.querySelector("samphan-combo")!.insertAdjacentHTML("beforeend", '<p hidden><a href="/organisations/new" data-add></a></p>');
  const link = document.querySelector<HTMLAnchorElement>("[data-add]")!;
  type(input, "ราชมงคล ศรีวิชัย ");
  expect([link.parentElement!.hidden, list.hidden]).toEqual([false, true]);
  expect(new URL(link.href).searchParams.get("name")).toBe("ราชมงคล ศรีวิชัย");
  type(input, "มหิดล");
  type(input, "มหา");
  expect([link.parentElement!.hidden, list.hidden]).toEqual([true, false]);
});

test("with a URL the server searches, and its choice is added to the select", async () => {
  fetched.mockResolvedValue(new Response('<option value="7" data-note="มม.">มหาวิทยาลัยมหิดล</option>'));
  const { input, select } = place("/organisations/options");
  type(input, "มหิดล");
  await vi.advanceTimersByTimeAsync(250);
  expect(fetched.mock.calls[0]![0].searchParams.get("q")).toBe("มหิดล");
  expect(labels()).toEqual(["มหาวิทยาลัยมหิดล"]);
  document.querySelector("[role=option]")!.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  expect([select.value, input.value]).toEqual(["7", "มหาวิทยาลัยมหิดล"]);
});

test("an answer is text, whatever it holds", async () => {
  fetched.mockResolvedValue(new Response('<option value="7">&lt;img src=x onerror=alert(1)&gt;</option>'));
  const { input } = place("/organisations/options");
  type(input, "x");
  await vi.advanceTimersByTimeAsync(250);
  expect(labels()).toEqual(["<img src=x onerror=alert(1)>"]);
  expect(document.querySelector("img")).toBeNull();
});
