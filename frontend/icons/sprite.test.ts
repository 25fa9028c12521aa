import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { symbol } from "./sprite.ts";

const names = JSON.parse(readFileSync("icons/icons.json", "utf8")) as string[];

test("the icons are listed once each, in order", () => {
  expect(names).toEqual([...new Set(names)].sort());
});

test.each(names)("%s is drawn", (name) => {
  const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  expect(symbol(name, svg)).toMatch(new RegExp(`^<symbol id="${name}" viewBox="0 0 24 24"><path[^\\n]*</symbol>$`));
});

test("what is no drawing is refused", () => {
  expect(() => symbol("x", "<html>")).toThrow("The icon x is not an SVG drawing");
});
