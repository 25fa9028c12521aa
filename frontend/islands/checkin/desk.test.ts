import { beforeEach, expect, test } from "vitest";

import { Desk, newId, tokenIn, type Answer, type Row } from "./desk";
import { InMemory } from "./keep";

const NONCE = "AbCdEfGhIjKl";
const TOKEN = `${NONCE}MnOpQrStUvWx`;
const HERE = { day: "2026-03-31", session: "", act: "in", way: "search" } as const;

let sent: Row[][];
let answerWith: ((row: Row) => Partial<Answer>) | "offline" | "signed-out";
let memory: InMemory;

function server(body: unknown): Promise<Response> {
  if (answerWith === "offline") {
    return Promise.reject(new TypeError("no network"));
  }
  if (answerWith === "signed-out") {
    return Promise.resolve(new Response("<html>", { headers: { "content-type": "text/html" } }));
  }
  const { rows } = body as { rows: Row[] };
  sent.push(rows);
  const decide = answerWith;
  const results = rows.map((row) => ({
    client_id: row.client_id, status: "welcome", tone: "good", title: "", text: "", registration: row.registration ?? null,
    name: "", institution: "", category: "", ...decide(row),
  }));
  return Promise.resolve(Response.json({ results, skew_minutes: 0 }));
}

async function ticket(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(NONCE));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function desk(now = "2026-03-31T08:41:00+07:00"): Promise<Desk> {
  const made = new Desk(memory, "/n/a/events/1/checkin/", server, () => new Date(now));
  await made.open();
  return made;
}

async function listed(made: Desk): Promise<void> {
  await made.takeList({
    until: "2026-04-01",
    people: [
      { id: 1, name: "กานดา ใจดี", institution: "มหาวิทยาลัยริมน้ำ", category: "ผู้แทน", state: "confirmed", ticket: await ticket() },
      { id: 2, name: "เกษม ใจงาม", institution: "มหาวิทยาลัยริมเขา", category: "ผู้แทน", state: "withdrawn", ticket: "" },
    ],
  });
}

beforeEach(() => {
  sent = [];
  answerWith = () => ({});
  memory = new InMemory();
});

test("a code is read out of an address and stands alone", () => {
  expect([`https://x.org/p/a/events/ticket/${TOKEN}/`, TOKEN, `  ${TOKEN} `, "12345", `${TOKEN}/?lang=th`].map(tokenIn)).toEqual([
    TOKEN, TOKEN, TOKEN, "", TOKEN,
  ]);
});

test("an id made on the device is a random UUID", () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId()).not.toBe(newId());
});

test("without a network the list answers, the row waits, and goes out once when it is back", async () => {
  const made = await desk();
  await listed(made);
  answerWith = "offline";
  const first = await made.add({ ...HERE, code: TOKEN });
  expect((await made.send()).kind).toBe("offline");
  expect((await made.decide(first)).status).toBe("welcome");
  const second = await made.add({ ...HERE, registration: 1 });
  expect((await made.decide(second)).status).toBe("already");
  const third = await made.add({ ...HERE, registration: 2 });
  expect((await made.decide(third)).status).toBe("withdrawn");
  answerWith = () => ({});
  const [once, twice] = await Promise.all([made.send(), made.send()]);
  expect(once).toBe(twice);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.map((row) => [row.client_id, row.said])).toEqual([first, second, third].map((row) => [row.client_id, undefined]));
  expect(made.waiting).toEqual([]);
});

test("the queue outlives the page", async () => {
  answerWith = "offline";
  const row = await (await desk()).add({ ...HERE, registration: 1 });
  const again = await desk();
  expect(again.waiting.map((each) => each.client_id)).toEqual([row.client_id]);
});

test("what the server decides otherwise is a conflict", async () => {
  const made = await desk();
  await listed(made);
  answerWith = "offline";
  const row = await made.add({ ...HERE, registration: 1 });
  await made.decide(row);
  answerWith = () => ({ status: "withdrawn", registration: 1 });
  const done = await made.send();
  expect(done.kind === "sent" && done.conflicts.map((each) => each.answer.status)).toEqual(["withdrawn"]);
  expect(made.isPresent(1, HERE.day, "")).toBe(false);
});

test("signed out, nothing is lost", async () => {
  const made = await desk();
  answerWith = "signed-out";
  await made.add({ ...HERE, registration: 1 });
  expect((await made.send()).kind).toBe("signed-out");
  expect(made.waiting).toHaveLength(1);
});

test("an undo takes back what the device said", async () => {
  const made = await desk();
  await listed(made);
  answerWith = "offline";
  await made.decide(await made.add({ ...HERE, registration: 1 }));
  expect((await made.decide(await made.add({ ...HERE, act: "undo", registration: 1 }))).status).toBe("undone");
  expect(made.isPresent(1, HERE.day, "")).toBe(false);
});

test("names and institutions are found by any part", async () => {
  const made = await desk();
  await listed(made);
  expect(["กานดา", "ริมเขา", "ใจ ริมน้ำ", "ใจ", "สมชาย", ""].map((words) => made.find(words).map((each) => each.id))).toEqual([
    [1], [2], [1], [1, 2], [], [],
  ]);
});

test("the list leaves the device when the station is closed, and after the event, never with a queue", async () => {
  const made = await desk();
  await listed(made);
  answerWith = "offline";
  await made.add({ ...HERE, registration: 1 });
  expect(await made.close()).toBe(false);
  expect((await desk("2026-04-02T08:00:00+07:00")).hasList).toBe(true);
  answerWith = () => ({});
  await made.send();
  expect((await desk("2026-04-02T08:00:00+07:00")).hasList).toBe(false);
  await listed(made);
  expect([await made.close(), made.hasList]).toEqual([true, false]);
});
