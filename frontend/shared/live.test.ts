import { expect, test } from "vitest";

import { Live, type Touched } from "./live";
import { card, snapshot } from "./live-fixtures";

function heard(live: Live): Touched[] {
  const told: Touched[] = [];
  live.listen((touched) => told.push(touched));
  return told;
}

test("changes merge by key and tell what they touched", () => {
  const live = new Live();
  live.reset(snapshot());
  const told = heard(live);
  live.apply([
    { revision: 11, set: { cards: [card("c3"), card("c1", { cluster: 5 })] }, counts: { cards: { 2: 3 } } },
    { revision: 12, set: { board: { spotlight: { kind: "card", id: "c3" } } }, remove: { cards: ["c2"] } },
  ]);
  expect([live.revision, [...live.cards.keys()], live.counts]).toEqual([12, ["c1", "c3"], { joined: 3, cards: { 1: 2, 2: 3 }, voters: {} }]);
  expect(live.board.spotlight).toEqual({ kind: "card", id: "c3" });
  expect(told.length).toBe(1);
  expect([...told[0]!.cards]).toEqual(["c3", "c1", "c2"]);
});

test("a change that is known already changes nothing", () => {
  const live = new Live();
  live.reset(snapshot());
  const told = heard(live);
  live.apply([{ revision: 10, remove: { cards: ["c1"] } }]);
  expect([live.cards.size, told.length]).toEqual([2, 0]);
});

test("what was shown before the server refused is put back", () => {
  const live = new Live();
  live.reset(snapshot());
  const back = live.expect({ cards: [card("c1", { cluster: -1 })], clusters: [{ id: -1, prompt: 1, title: "ใหม่", order: 9 }] });
  expect(live.cardsOf(1, -1).map(({ key }) => key)).toEqual(["c1"]);
  back();
  expect([live.cards.get("c1")!.cluster, live.clusters.has(-1)]).toEqual([null, false]);
});

test("the timer follows the clock of the server", () => {
  const live = new Live();
  const ahead = Date.now() + 7_200_000;
  const { board } = snapshot();
  live.reset(snapshot({ now: ahead, board: { ...board, timer: { ends: ahead + 60_000, left: null } } }));
  expect(Math.round(live.timeLeft()! / 1000)).toBe(60);
  live.apply([{ revision: 11, set: { board: { timer: { ends: null, left: 4_000 } } } }]);
  expect(live.timeLeft()).toBe(4_000);
  live.apply([{ revision: 12, set: { board: { timer: { ends: null, left: null } } } }]);
  expect(live.timeLeft()).toBeUndefined();
});

test("cards and clusters come in their order", () => {
  const live = new Live();
  live.reset(snapshot({ cards: [card("c1", { order: 3 }), card("c2", { order: 1 }), card("c3", { order: 2, prompt: 2 })] }));
  expect(live.cardsOf(1).map(({ key }) => key)).toEqual(["c2", "c1"]);
});

test("numbers without a revision are merged and move no cursor", () => {
  const live = new Live();
  live.reset(snapshot());
  live.apply([{ counts: { joined: 8 } }]);
  expect([live.revision, live.counts]).toEqual([10, { joined: 8, cards: { 1: 2 }, voters: {} }]);
});

test("a question that goes takes its cards and clusters along", () => {
  const live = new Live();
  live.reset(snapshot());
  live.apply([{ revision: 11, remove: { prompts: [1] } }]);
  expect([live.prompts.size, live.clusters.size, live.cards.size]).toEqual([0, 0, 0]);
});
