import { expect, test } from "vitest";
import { known } from "../src/customer/timeline.ts";
import type { TimelineEvent } from "../src/gen/desk.gen.ts";
import { knownOf } from "../src/history/line.ts";

const event: TimelineEvent = {
  id: "e",
  kind: "plan",
  source: "announced",
  field: null,
  before: "gold",
  after: "silver",
  seenAfter: null,
  seenBefore: "2026-11-20T12:00:00Z",
  told: { key: "told-refused-rule", args: { rule: "No steps down" } },
  tookMs: 12,
  outcome: { key: "outcome-confirmed", args: {} },
  raw: "{}",
};

test("an answer of the relay's says who gave it, how long it took, and what Microsoft's data says", () => {
  expect(known(event)).toBe("Refused by the rule “No steps down” · 12 ms · Microsoft’s data confirms it");
});

test("an answer whose effect was seen is one line, and says both", () => {
  expect(known({ ...event, source: "observed", tookMs: null, outcome: null })).toMatch(
    /^Refused by the rule “No steps down”, seen/i,
  );
});

test("what was done here says who asked, and only as much more as is known", () => {
  expect(knownOf("Ada", null, null)).toBe("Ada");
});
