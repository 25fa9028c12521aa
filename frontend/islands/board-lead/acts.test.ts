import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Live, type Change } from "../../shared/live";
import { card, snapshot } from "../../shared/live-fixtures";
import { Acts } from "./acts";

const fetched = vi.fn<(url: string, init?: RequestInit) => Promise<Response>>();
const said: string[] = [];
let live: Live;
let acts: Acts;

beforeEach(() => {
  vi.stubGlobal("fetch", fetched);
  fetched.mockReset();
  said.length = 0;
  live = new Live();
  live.reset(snapshot({ cards: [card("c1"), card("c2"), card("c3")] }));
  acts = new Acts(live, "/b/", "token", (sentence) => said.push(sentence), () => "ติดต่อไม่ได้");
});

afterEach(() => vi.unstubAllGlobals());

const made: Change = {
  revision: 11,
  set: { clusters: [{ id: 9, prompt: 1, title: "ใหม่", order: 5 }], cards: [card("c1", { cluster: 9 }), card("c2", { cluster: 9 })] },
};

function answer(status: number, body: unknown): void {
  fetched.mockImplementationOnce(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
}

function group(): Promise<boolean> {
  return acts.run("cluster", { cards: ["c1", "c2"] }, {
    clusters: [{ id: -1, prompt: 1, title: "ใหม่", order: 5 }],
    cards: [card("c1", { cluster: -1 }), card("c2", { cluster: -1 })],
  });
}

function stands(): [number[], (number | null)[]] {
  return [[...live.clusters.keys()].sort(), ["c1", "c2", "c3"].map((key) => live.cards.get(key)!.cluster)];
}

test("a new cluster shows at once and takes its number from the answer", async () => {
  answer(200, { revision: 11, changes: [made] });
  const done = group();
  expect(stands()).toEqual([[-1, 5], [-1, -1, null]]);
  expect(await done).toBe(true);
  expect([stands(), live.revision]).toEqual([[[5, 9], [9, 9, null]], 11]);
});

test("a stream that was quicker than the answer changes nothing twice", async () => {
  fetched.mockImplementationOnce(() => {
    live.apply([made]);
    return Promise.resolve(new Response(JSON.stringify({ revision: 11, changes: [made] })));
  });
  expect(await group()).toBe(true);
  expect(stands()).toEqual([[5, 9], [9, 9, null]]);
});

test("an act on a cluster that has no number yet waits for it", async () => {
  answer(200, { revision: 11, changes: [made] });
  answer(200, { revision: 12, changes: [{ revision: 12, remove: { clusters: [9] } }] });
  await Promise.all([group(), acts.run("merge", { into: 5, clusters: [-1] })]);
  expect(JSON.parse(fetched.mock.calls[1]![1]!.body as string)).toMatchObject({ act: "merge", into: 5, clusters: [9], revision: 11 });
  expect(live.revision).toBe(12);
});

test("a conflict puts the present in the place of the guess and says why", async () => {
  answer(409, { error: "มีผู้ย้ายไปแล้ว", revision: 14, snapshot: snapshot({ revision: 14, cards: [card("c1", { cluster: 5 })] }) });
  expect(await group()).toBe(false);
  expect([live.revision, [...live.clusters.keys()], live.cards.size, said]).toEqual([14, [5], 1, ["มีผู้ย้ายไปแล้ว"]]);
});

test("without a connection the guess is taken back", async () => {
  fetched.mockRejectedValue(new TypeError("offline"));
  expect(await group()).toBe(false);
  expect([stands(), said]).toEqual([[[5], [null, null, null]], ["ติดต่อไม่ได้"]]);
});

test("an act that breaks holds up none of those after it", async () => {
  answer(200, { revision: 11, changes: [made] });
  answer(200, { revision: 12, changes: [{ revision: 12, remove: { cards: ["c3"] } }] });
  const stop = live.listen(() => {
    throw new Error("drawing failed");
  });
  const first = acts.run("hide", { card: "c1" });
  const second = acts.run("hide", { card: "c3" });
  await expect(first).rejects.toThrow("drawing failed");
  stop();
  expect(await second).toBe(true);
});

test("a refusal that is older than what the stream told puts nothing back", async () => {
  fetched.mockImplementationOnce(() => {
    live.apply([{ revision: 11, set: { cards: [card("c3", { text: "ใหม่" })] } }, { revision: 12, remove: { cards: ["c1"] } }]);
    return Promise.resolve(new Response(JSON.stringify({ error: "", revision: 11, snapshot: snapshot({ revision: 11 }) }), { status: 409 }));
  });
  expect(await acts.run("hide", { card: "c3" }, { cards: [card("c3", { hidden: true })] })).toBe(false);
  expect([live.revision, live.cards.has("c1"), live.cards.get("c3")!.text]).toEqual([12, false, "ใหม่"]);
});

test("an answer to a page that began anew with an older board waits for the changes between", async () => {
  fetched.mockImplementationOnce(() => {
    live.reset(snapshot({ revision: 9 }));
    return Promise.resolve(new Response(JSON.stringify({ revision: 11, changes: [{ revision: 11, remove: { cards: ["c2"] } }] })));
  });
  await acts.run("hide", { card: "c2" });
  live.apply([{ revision: 10, remove: { cards: ["c1"] } }, { revision: 11, remove: { cards: ["c2"] } }]);
  expect([live.revision, [...live.cards.keys()]]).toEqual([11, []]);
});
