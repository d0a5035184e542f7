import { expect, test } from "vitest";
import { obeys, type Sight, STEADY_AFTER, turned } from "../src/inbox/steady.ts";

const sight: Sight = { id: "a", changedAt: "2026-03-01T12:00:00Z" };
const changed: Sight = { id: "a", changedAt: "2026-03-01T12:00:05Z" };
const another: Sight = { id: "b", changedAt: "2026-03-01T12:00:00Z" };

test.each([
  ["the same again", sight, sight, false, false],
  ["it became something else", sight, changed, false, true],
  ["another took its place by itself", sight, another, false, true],
  ["the reader chose another", sight, another, true, false],
  ["the first there is", undefined, sight, false, false],
  ["it went away", sight, undefined, false, false],
] as const)("what turns under the reader's eyes: %s", (_, before, now, chosen, expected) => {
  expect(turned(before, now, chosen)).toBe(expected);
});

test("nothing is obeyed for six tenths of a second after it turned", () => {
  expect(obeys(undefined, 5)).toBe(true);
  expect(obeys(1000, 1000 + STEADY_AFTER - 1)).toBe(false);
  expect(obeys(1000, 1000 + STEADY_AFTER)).toBe(true);
});
