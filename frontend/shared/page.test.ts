import { beforeEach, expect, test } from "vitest";

import { closeMenus, complain, explainRefusals } from "./page";

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
