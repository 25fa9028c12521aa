import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Words } from "../board/parts";
import { Live, type Change } from "../../shared/live";
import { card, snapshot } from "../../shared/live-fixtures";
import { Acts } from "./acts";
import { Cards, type Lead } from "./cards";
import { Columns } from "./columns";
import type { Sheet } from "./sheet";

const PARTS = `
<div data-columns></div>
<template data-part="column"><section>
  <h2 data-title></h2><p data-facts></p><p data-private></p><div data-clusters></div><h3 data-loose-heading></h3>
  <ul data-loose></ul><div data-results><ul data-results-list></ul><p data-results-sentence></p></div>
</section></template>
<template data-part="cluster"><section>
  <button data-cluster-face><span data-title></span><span data-count></span><b data-votes></b></button><ul data-cards></ul>
</section></template>
<template data-part="card"><li><button data-face><span data-text></span><span data-note></span></button><button data-menu></button></li></template>`;

const fetched = vi.fn<(url: string, init?: RequestInit) => Promise<Response>>();
let live: Live;
let cards: Cards;
let titles: string[];

/** The facilitator's columns with four loose cards; every title that is asked for is the next of `titles`. */
beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
  fetched.mockReset();
  document.body.innerHTML = PARTS;
  titles = ["กลุ่มหนึ่ง", "กลุ่มสอง"];
  live = new Live();
  const words = new Words(document);
  const say = (): void => undefined;
  const columns = new Columns(document.body, live, words);
  const sheet = { ask: (_title: string, _label: string, _value: string, run: (text: string) => void) => run(titles.shift() ?? "") };
  const lead: Lead = { live, words, columns, say, acts: new Acts(live, "/b/", "token", say, () => ""), sheet: sheet as unknown as Sheet };
  cards = new Cards(lead);
  live.listen((touched) => columns.draw(touched));
  live.reset(snapshot({ clusters: [], cards: ["c1", "c2", "c3", "c4"].map((key) => card(key)) }));
});

afterEach(() => vi.unstubAllGlobals());

/** What the server tells of a cluster that was made; the places that it gives are far from small numbers. */
function made(revision: number, id: number, title: string, keys: string[]): Change {
  return {
    revision,
    set: { clusters: [{ id, prompt: 1, title, order: revision * 2 ** 20 }], cards: keys.map((key) => card(key, { cluster: id })) },
  };
}

/** A request to act that is answered when the test says so. */
function request(): (change: Change) => Promise<void> {
  let answer!: (response: Response) => void;
  fetched.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  return async (change) => {
    await vi.waitFor(() => expect(answer).toBeDefined());
    answer(new Response(JSON.stringify({ revision: change.revision, changes: [change] })));
    await vi.waitFor(() => expect(live.revision).toBe(change.revision));
  };
}

function group(...keys: string[]): void {
  cards.group(keys.map((key) => live.cards.get(key)!));
}

function shown(): [string, number][] {
  return [...document.querySelectorAll<HTMLElement>("[data-cluster]")].map((element) => [
    element.querySelector("[data-title]")!.textContent,
    element.querySelectorAll("[data-key]").length,
  ]);
}

const BOTH: [string, number][] = [
  ["กลุ่มหนึ่ง", 2],
  ["กลุ่มสอง", 2],
];

test("a cluster that is made before the one before it was answered stands after it at every moment", async () => {
  const [first, second] = [request(), request()];
  group("c1", "c2");
  group("c3", "c4");
  expect(shown()).toEqual(BOTH);
  await first(made(11, 8, "กลุ่มหนึ่ง", ["c1", "c2"]));
  expect(shown()).toEqual(BOTH);
  await second(made(12, 9, "กลุ่มสอง", ["c3", "c4"]));
  expect(shown()).toEqual(BOTH);
  expect(fetched.mock.calls.map(([, init]) => (JSON.parse(init!.body as string) as { title: string }).title)).toEqual(["กลุ่มหนึ่ง", "กลุ่มสอง"]);
});

test("a stream that is quicker than the answer leaves one cluster, its cards and the focus", async () => {
  const first = request();
  group("c1", "c2");
  document.querySelector<HTMLElement>("[data-cluster-face]")!.focus();
  const change = made(11, 8, "กลุ่มหนึ่ง", ["c1", "c2"]);
  live.apply([change]);
  await first(change);
  await vi.waitFor(() => expect(shown()).toEqual([["กลุ่มหนึ่ง", 2]]));
  expect(document.querySelector("[data-count]")!.textContent).toBe("2");
  expect(document.activeElement).toBe(document.querySelector("[data-cluster='8'] [data-cluster-face]"));
});

test("the last card moves up to where it belongs", () => {
  live.apply([{ revision: 11, set: { cards: [card("c4", { order: 1.5 })] } }]);
  expect([...document.querySelectorAll<HTMLElement>("[data-loose] > li")].map((each) => each.dataset["key"])).toEqual(["c1", "c4", "c2", "c3"]);
});
