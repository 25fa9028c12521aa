import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Live } from "./live";
import { Connection, pauseAfter, SILENCE } from "./live-connection";
import { card, snapshot } from "./live-fixtures";

class Stream extends EventTarget {
  static readonly OPEN = 1;
  static opened: Stream[] = [];
  readyState = 0;
  onopen?: () => void;
  onerror?: () => void;
  onmessage?: (event: { data: string }) => void;
  isClosed = false;

  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(change: unknown): void {
    this.onmessage?.({ data: JSON.stringify(change) });
  }
}

const fetched = vi.fn<(url: string) => Promise<Response>>();
const answers: unknown[] = [];
let connection: Connection;
let live: Live;
const heard: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
  vi.stubGlobal("EventSource", Stream);
  Stream.opened = [];
  answers.length = heard.length = 0;
  fetched.mockReset();
  fetched.mockImplementation(() =>
    Promise.resolve(new Response(JSON.stringify(answers.shift() ?? { revision: live.revision, changes: [] }))),
  );
  live = new Live();
  connection = new Connection(live, { state: "/s", changes: "/c", live: "/live" }, (hearing) => heard.push(hearing));
});

afterEach(() => {
  connection.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test("the snapshot is asked for once, then the stream goes on from its version", async () => {
  answers.push(snapshot());
  connection.start();
  await wait(10);
  expect([fetched.mock.calls[0]![0], Stream.opened[0]!.url]).toEqual(["/s", "/live?since=10"]);
  Stream.opened[0]!.open();
  Stream.opened[0]!.say({ revision: 11, set: { cards: [card("c3")] } });
  expect([live.revision, live.cards.has("c3"), connection.hearing]).toEqual([11, true, "live"]);
});

test("while the stream does not come through, changes are asked for every few seconds", async () => {
  connection.start(snapshot());
  await wait(10);
  Stream.opened[0]!.onerror!();
  await wait(1_500);
  Stream.opened[1]!.onerror!();
  answers.push({ revision: 12, changes: [{ revision: 12, remove: { cards: ["c1"] } }] });
  await wait(6_000);
  expect([live.revision, live.cards.has("c1"), connection.hearing, Stream.opened.length]).toEqual([12, false, "polling", 2]);
  expect(fetched.mock.calls.at(-1)![0]).toBe("/c?since=12");
});

test("a stream that broke is opened again with the version that was reached", async () => {
  connection.start(snapshot());
  await wait(10);
  Stream.opened[0]!.open();
  Stream.opened[0]!.say({ revision: 15, counts: { joined: 9 } });
  Stream.opened[0]!.onerror!();
  await wait(1_500);
  expect(Stream.opened[1]!.url).toBe("/live?since=15");
});

test("ten minutes without a network end with the missing changes, asked for at once", async () => {
  connection.start(snapshot());
  await wait(10);
  Stream.opened[0]!.open();
  fetched.mockRejectedValue(new TypeError("offline"));
  Stream.opened[0]!.onerror!();
  window.dispatchEvent(new Event("offline"));
  await wait(600_000);
  expect(connection.hearing).toBe("offline");
  expect(fetched.mock.calls.length).toBeLessThan(25);
  fetched.mockReset();
  fetched.mockResolvedValue(new Response(JSON.stringify({ reset: true, snapshot: snapshot({ revision: 99, cards: [] }) })));
  window.dispatchEvent(new Event("online"));
  await wait(10);
  expect([live.revision, live.cards.size]).toEqual([99, 0]);
});

test("a stream that let changes pass in silence is replaced", async () => {
  connection.start(snapshot());
  await wait(10);
  Stream.opened[0]!.open();
  answers.push({ revision: 11, changes: [{ revision: 11, remove: { cards: ["c1"] } }] });
  await wait(SILENCE + 100);
  expect([live.revision, Stream.opened[0]!.isClosed, Stream.opened[1]!.url]).toEqual([11, true, "/live?since=11"]);
});

test("a link that was revoked ends the questions", async () => {
  fetched.mockResolvedValue(new Response("", { status: 404 }));
  connection.start(snapshot());
  await wait(600_000);
  expect([connection.hearing, fetched.mock.calls.length, heard]).toEqual(["gone", 1, ["polling", "gone"]]);
});

test("pauses grow up to a minute or so", () => {
  expect([pauseAfter(0, 0), pauseAfter(3, 0), pauseAfter(30, 1)]).toEqual([2_400, 19_200, 84_000]);
});
