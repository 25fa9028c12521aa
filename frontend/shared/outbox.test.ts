import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Outbox } from "./outbox";

const PLACE = "samphan.board:7";
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();

const opened: Outbox[] = [];

function open(): Outbox {
  opened.push(new Outbox("/b/", PLACE));
  return opened.at(-1)!;
}

interface Sent {
  path: string;
  body: Record<string, unknown>;
}

function sent(): Sent[] {
  return fetched.mock.calls.map(([url, init]) => ({
    path: url.replace(/^\/b\/|\?.*$/g, ""),
    body: JSON.parse(init.body as string) as Record<string, unknown>,
  }));
}

function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
  localStorage.clear();
  fetched.mockReset();
  fetched.mockImplementation(() => answer(201));
});

afterEach(() => {
  opened.splice(0).forEach((outbox) => outbox.stop());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle(ms = 60_000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

test("a card that was written goes out once, without cookies, with a secret of its own", async () => {
  const outbox = open();
  outbox.choose("");
  outbox.keepDraft(1, "ปัญหา");
  const [first, second] = [outbox.add(1, "ปัญหา"), outbox.add(1, "สาเหตุ")];
  expect([outbox.waiting, outbox.draft(1)]).toEqual([2, ""]);
  await settle();
  expect(outbox.waiting).toBe(0);
  expect(sent().map(({ body }) => body["key"]).sort()).toEqual([first.key, second.key].sort());
  expect(new Set(sent().map(({ body }) => body["secret"])).size).toBe(2);
  expect(fetched.mock.calls.every(([, init]) => init.credentials === "omit")).toBe(true);
});

test("cards written without a network wait, and go out with pauses when it is back", async () => {
  fetched.mockRejectedValue(new TypeError("offline"));
  const outbox = open();
  outbox.choose("");
  for (const text of ["หนึ่ง", "สอง", "สาม"]) {
    outbox.add(1, text);
    await settle(50);
  }
  expect(outbox.waiting).toBe(3);
  fetched.mockReset();
  const times: number[] = [];
  fetched.mockImplementation(() => {
    times.push(Date.now());
    return answer(201);
  });
  window.dispatchEvent(new Event("online"));
  await settle();
  expect([outbox.waiting, times.length]).toEqual([0, 3]);
  const pauses = [times[1]! - times[0]!, times[2]! - times[1]!];
  expect(pauses.every((pause) => pause >= 1_000 && pause <= 8_000)).toBe(true);
});

test("a closed tab loses nothing, and a retry carries the same key", async () => {
  fetched.mockRejectedValue(new TypeError("offline"));
  const before = open();
  before.choose("");
  before.keepDraft(2, "ยังไม่เสร็จ");
  const card = before.add(1, "ก่อนปิด");
  await settle(50);
  before.stop();
  fetched.mockReset();
  fetched.mockImplementation(() => answer(200));
  const after = open();
  expect([after.waiting, after.draft(2)]).toEqual([1, "ยังไม่เสร็จ"]);
  after.hurry();
  await settle();
  expect(sent()[0]!.body).toMatchObject({ key: card.key, text: "ก่อนปิด", secret: card.secret });
  expect(after.waiting).toBe(0);
});

test("a text changed while the answer was lost arrives as a change of the same card", async () => {
  fetched.mockRejectedValueOnce(new TypeError("the answer was lost"));
  const outbox = open();
  const card = outbox.add(1, "เดิม");
  await settle(50);
  fetched.mockImplementation(() => answer(200));
  outbox.edit(card.key, "ใหม่");
  await settle();
  expect(sent().map(({ path, body }) => [path, body["text"]])).toEqual([
    ["cards", "เดิม"],
    ["cards", "เดิม"],
    [`cards/${card.key}`, "ใหม่"],
  ]);
});

test("a card is withdrawn on the server, or never sent when it did not leave the phone", async () => {
  const outbox = open();
  const card = outbox.add(1, "ก");
  outbox.withdraw(card.key);
  await settle();
  expect([sent(), outbox.own.cards]).toEqual([[], []]);
  const other = outbox.add(1, "ข");
  await settle();
  outbox.withdraw(other.key);
  await settle();
  expect(sent().map(({ path }) => path)).toEqual(["cards", `cards/${other.key}/withdraw`]);
  expect(outbox.own.cards).toEqual([]);
});

test("a refusal is said, keeps the text and waits for another", async () => {
  fetched.mockImplementation(() => answer(422, { error: "ข้อความยาวเกินไป" }));
  const outbox = open();
  const card = outbox.add(1, "ยาว");
  await settle();
  expect([outbox.own.cards[0]!.refused, outbox.own.cards[0]!.text, fetched.mock.calls.length]).toEqual(["ข้อความยาวเกินไป", "ยาว", 1]);
  fetched.mockImplementation(() => answer(201));
  outbox.edit(card.key, "สั้น");
  await settle();
  expect([outbox.waiting, sent().at(-1)!.body["text"]]).toEqual([0, "สั้น"]);
});

test("a server that asks to wait is left alone until then", async () => {
  fetched.mockImplementationOnce(() => answer(429, {}, { "Retry-After": "30" }));
  const outbox = open();
  outbox.add(1, "ก");
  await settle(29_000);
  expect(fetched.mock.calls.length).toBe(1);
  await settle(60_000);
  expect([fetched.mock.calls.length, outbox.waiting]).toEqual([2, 0]);
});

test("a vote is the last one, and never goes with the secret of a card", async () => {
  const outbox = open();
  const card = outbox.add(1, "ก");
  await settle();
  outbox.vote(1, { path: "ballot", dots: { "cluster:5": 1 } });
  outbox.vote(1, { path: "ballot", dots: { "cluster:5": 2 } });
  await settle();
  const ballots = sent().filter(({ path }) => path === "ballot");
  expect(ballots.at(-1)!.body).toMatchObject({ prompt: 1, dots: { "cluster:5": 2 } });
  expect(new Set(ballots.map(({ body }) => body["secret"])).size).toBe(1);
  expect(ballots[0]!.body["secret"]).not.toBe(card.secret);
  expect(outbox.own.votes[1]!.sent).toBe(true);
});

test("a link that ended keeps what was written", async () => {
  fetched.mockImplementation(() => Promise.resolve(new Response("<!doctype html>", { status: 410 })));
  const outbox = open();
  outbox.add(1, "ก");
  await settle();
  expect([outbox.hasEnded, outbox.waiting, fetched.mock.calls.length]).toEqual([true, 1, 1]);
});

test("a question that takes no more answers refuses its card and lets the others go", async () => {
  fetched.mockImplementation((_url, init) => (String(init.body).includes('"prompt":1') ? answer(410, { error: "ปิดรับแล้ว" }) : answer(201)));
  const outbox = open();
  outbox.choose("สมชาย");
  outbox.add(1, "ก");
  outbox.add(2, "ข");
  await settle();
  expect(outbox.own.cards.map(({ refused, exists }) => [refused, exists])).toEqual([["ปิดรับแล้ว", false], ["", true]]);
  expect(outbox.hasEnded).toBe(false);
});
