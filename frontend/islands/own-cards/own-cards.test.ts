import { afterEach, expect, test } from "vitest";

import "./own-cards";

const KEY = "0b7c1f5e-1111-4aaa-8bbb-000000000001";
const page = `<samphan-own-cards hidden><h2>การ์ดของฉัน</h2><ul></ul></samphan-own-cards>
  <details><ul><li data-card="${KEY}" id="card-${KEY}">น้ำประปา</li></ul></details>
  <div data-card="0b7c1f5e-1111-4aaa-8bbb-000000000002" id="card-2">ของคนอื่น</div>`;

afterEach(() => localStorage.clear());

function draw(): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = page;
  // The cards come after the element, as on the page.
  const element = holder.querySelector("samphan-own-cards")!;
  element.remove();
  document.body.replaceChildren(...holder.childNodes);
  document.body.prepend(element);
  return element as HTMLElement;
}

test("cards of this phone are marked and listed", () => {
  localStorage.setItem("samphan.board:cupt:7", JSON.stringify({ cards: [{ key: KEY, secret: "s" }] }));
  const element = draw();
  expect(element.hidden).toBe(false);
  expect([...element.querySelectorAll("a")].map((link) => link.textContent)).toEqual(["น้ำประปา"]);
  expect(document.querySelectorAll(".own-card").length).toBe(1);
  expect(document.querySelector("details")!.open).toBe(true);
});

test.each([
  ["nothing is kept", () => undefined],
  ["what is kept is damaged", () => localStorage.setItem("samphan.board:cupt:7", "{")],
  [
    "the card was taken back",
    () => localStorage.setItem("samphan.board:cupt:7", JSON.stringify({ cards: [{ key: KEY, withdrawn: true }] })),
  ],
])("nothing is listed where %s", (_case, keep) => {
  keep();
  const element = draw();
  expect(element.hidden).toBe(true);
  expect(document.querySelectorAll(".own-card").length).toBe(0);
});
