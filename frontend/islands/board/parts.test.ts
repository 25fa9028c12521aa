import { beforeEach, expect, test, vi } from "vitest";

import { Live } from "../../shared/live";
import { card, snapshot } from "../../shared/live-fixtures";
import { Clock, clock, patch, targetsOf, Words } from "./parts";

let list: HTMLUListElement;
beforeEach(() => {
  document.body.innerHTML = "<ul></ul>";
  list = document.querySelector("ul")!;
});

function show(keys: string[]): void {
  patch(
    list,
    keys,
    (key) => key,
    () => Object.assign(document.createElement("li"), { tabIndex: -1 }),
    (element, key) => (element.textContent = key),
  );
}

test("a list keeps the elements and the focus of what stays", () => {
  show(["a", "b", "c"]);
  const [a, b, c] = [...list.children] as HTMLElement[];
  b!.focus();
  show(["c", "b", "d"]);
  expect([...list.children].map((each) => each.textContent)).toEqual(["c", "b", "d"]);
  expect([list.children[0], list.children[1], document.activeElement, a!.isConnected]).toEqual([c, b, b, false]);
});

test("a list of two thousand is patched where it changed and nowhere else", async () => {
  const keys = Array.from({ length: 2_000 }, (_, index) => `k${index}`);
  show(keys);
  const seen: MutationRecord[] = [];
  const observer = new MutationObserver((records) => seen.push(...records));
  observer.observe(list, { childList: true });
  show([...keys.slice(0, 700), ...keys.slice(701)]);
  await Promise.resolve();
  expect(seen.length).toBe(1);
});

test("words are filled in", () => {
  document.body.innerHTML = `<script type="application/json" id="board-words">{"left": "เหลือ {n} คะแนน"}</script>`;
  expect(new Words(document).say("left", { n: 2 })).toBe("เหลือ 2 คะแนน");
  expect(new Words(document).say("missing")).toBe("");
});

test("a time is shown as people write it", () => {
  expect([clock(0), clock(61_000), clock(3_723_000)]).toEqual(["0:00", "1:01", "1:02:03"]);
});

test("the clock counts down, says its last minute and its end once", () => {
  vi.useFakeTimers();
  const live = new Live();
  live.reset(snapshot());
  const over = vi.fn();
  const shown = new Clock(list, live, over);
  shown.show();
  expect(list.hidden).toBe(true);
  live.apply([{ revision: 11, set: { board: { timer: { ends: live.now() + 61_000, left: null } } } }]);
  shown.show();
  expect([list.textContent, list.className]).toEqual(["1:01", ""]);
  vi.advanceTimersByTime(2_000);
  expect([list.textContent, list.className]).toEqual(["0:59", "is-short"]);
  vi.advanceTimersByTime(70_000);
  expect([list.className, over.mock.calls.length]).toEqual(["is-over", 1]);
  shown.stop();
  vi.useRealTimers();
});

test("votes go to clusters and to cards that are in none", () => {
  const live = new Live();
  live.reset(snapshot({ cards: [card("c1"), card("c2", { cluster: 5 }), card("c3", { hidden: true })] }));
  expect(targetsOf(live, 1).map(({ name, cards }) => [name, cards.length])).toEqual([["cluster:5", 1], ["card:c1", 0]]);
});
