import { beforeEach, expect, test } from "vitest";

import { closeMenus, complain, explainRefusals, nameFiles, sendOnce } from "./page";

beforeEach(() => {
  document.body.innerHTML = `<div id="messages" data-failed="ไม่สำเร็จ" data-offline="ไม่มีการเชื่อมต่อ"></div>
    <template id="refusal"><div class="notice"><p data-text></p></div></template>
    <details data-menu open><summary></summary><p></p></details><main></main>`;
});

function refusal(contentType: string, responseText: string): Event {
  const xhr = { responseText, getResponseHeader: () => contentType };
  return new CustomEvent("htmx:responseError", { detail: { xhr } });
}

function said(): string | null {
  return document.querySelector("#messages .notice")?.textContent ?? null;
}

test("a refusal is said as text, never as markup", () => {
  explainRefusals();
  document.dispatchEvent(refusal("text/plain; charset=utf-8", "<b>เฉพาะฝ่ายเลขานุการ</b>"));
  expect(said()).toBe("<b>เฉพาะฝ่ายเลขานุการ</b>");
  document.dispatchEvent(refusal("text/html", "<html>500</html>"));
  expect(said()).toBe("ไม่สำเร็จ");
  document.dispatchEvent(new CustomEvent("htmx:sendError"));
  expect(said()).toBe("ไม่มีการเชื่อมต่อ");
});

test("a new complaint replaces the last", () => {
  complain("หนึ่ง");
  complain("สอง");
  expect(document.querySelectorAll("#messages .notice").length).toBe(1);
});

test("a menu closes with Escape and with a click elsewhere", () => {
  closeMenus();
  const menu = document.querySelector("details")!;
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(menu.open).toBe(false);
  menu.open = true;
  document.querySelector<HTMLElement>("details p")!.click();
  expect(menu.open).toBe(true);
  document.querySelector("main")!.click();
  expect(menu.open).toBe(false);
});

test("the file that was chosen is named in place of the hint, and the hint returns", () => {
  document.body.innerHTML = `<div class="file-drop"><span class="file-drop-hint"><span data-words>เลือกไฟล์</span></span>
    <input type="file"></div>`;
  nameFiles();
  const input = document.querySelector("input")!;
  const words = document.querySelector("[data-words]")!;
  Object.defineProperty(input, "files", { configurable: true, value: [new File(["a"], "รายชื่อ.xlsx")] });
  input.dispatchEvent(new Event("change"));
  expect(words.textContent).toBe("รายชื่อ.xlsx");
  Object.defineProperty(input, "files", { configurable: true, value: [] });
  input.dispatchEvent(new Event("change"));
  expect(words.textContent).toBe("เลือกไฟล์");
});

test("a form is sent once however often its button is pressed, and again when one comes back to it", async () => {
  document.body.innerHTML = `<form method="post"></form><form method="get"></form><form method="post" hx-post="/"></form>`;
  sendOnce();
  const [post, get, inPlace] = [...document.querySelectorAll("form")] as HTMLFormElement[];
  const sent: string[] = [];
  for (const [name, form] of Object.entries({ post, get, inPlace })) {
    form!.addEventListener("submit", () => sent.push(name));
  }
  const press = (form: HTMLFormElement | undefined): boolean =>
    form!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect([press(post), press(post), press(get), press(get), press(inPlace), press(inPlace)]).toEqual([
    true, false, true, true, true, true,
  ]);
  expect(sent).toEqual(["post", "get", "get", "inPlace", "inPlace"]);
  await Promise.resolve();
  window.dispatchEvent(new Event("pageshow"));
  expect(press(post)).toBe(true);
});

test("a form that was held back may be sent when it is right", async () => {
  document.body.innerHTML = `<form method="post"></form>`;
  sendOnce();
  const form = document.querySelector("form")!;
  form.addEventListener("submit", (event) => event.preventDefault(), { once: true });
  const press = (): boolean => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(press()).toBe(false);
  await Promise.resolve();
  expect(press()).toBe(true);
});
