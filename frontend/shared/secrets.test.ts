import { expect, test } from "vitest";

import { randomBelow, secret, shuffled, uuid } from "./secrets";

test("a key is a random UUID, a secret 128 random bits", () => {
  expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(secret()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(new Set(Array.from({ length: 500 }, secret)).size).toBe(500);
});

test("shuffling keeps everything and changes the order", () => {
  const things = Array.from({ length: 50 }, (_, index) => index);
  const order = shuffled(things);
  expect([...order].sort((a, b) => a - b)).toEqual(things);
  expect(order).not.toEqual(things);
  expect(randomBelow(1)).toBe(0);
});
