import { expect, test } from "vitest";
import { pagesOf } from "./sheets";

const wall = { height: 100, columns: 2, gap: 10 };

test("cards stand one under the other until a column is full, and columns until the page is", () => {
  // 40 + 10 + 50 fill a column to the last pixel; the gap after a last card needs no place.
  expect(pagesOf([40, 50, 60, 40, 30, 100, 1], wall)).toEqual([0, 0, 0, 1, 1, 1, 2]);
});

test("a card that would be broken begins the next column", () => {
  expect(pagesOf([60, 60, 60], wall)).toEqual([0, 0, 1]);
});

test("a card that is higher than a column goes on in the next one of its page", () => {
  expect(pagesOf([50, 180, 20], wall)).toEqual([0, 1, 2]);
  expect(pagesOf([180, 5, 5], wall)).toEqual([0, 0, 1]);
});

test("a card that is higher than a page ends where its page ends", () => {
  expect(pagesOf([900, 10], wall)).toEqual([0, 1]);
});

test("a wall without cards has no page", () => {
  expect(pagesOf([], wall)).toEqual([]);
});
