import { describe, expect, test } from "vitest";
import { consequence, deadlineOf } from "../src/customer/deadline.ts";
import { jsonParts, pretty } from "../src/customer/json.ts";
import { money, termDay } from "../src/format.ts";
import type { CustomerPage } from "../src/gen/desk.gen.ts";
import { apiWord, statusWord } from "../src/status.ts";
import { nextSort } from "../src/table/sort.ts";
import { explain, say, t } from "../src/words.ts";

describe("what is written", () => {
  test("money keeps every digit it came with", () => {
    expect(money("0.0125", "EUR")).toBe("€0.0125");
    expect(money("1120", "EUR")).toBe("€1,120.00");
    expect(money("96000", "JPY")).toBe("¥96,000");
    expect(money("5", "not a currency")).toBe("5 not a currency");
  });

  test("a term's day is Microsoft's day, in every zone", () => {
    expect(termDay("2027-03-14")).toBe("14 Mar 2027");
    expect(termDay("2027-03-14T00:00:00Z")).toBe("14 Mar 2027");
    expect(termDay(null)).toBe("–");
  });

  test("a code keeps its digits and an amount is counted", () => {
    expect(say({ key: "fault-sign-in-other", args: { number: "7000299" } })).toContain("7000299");
    expect(say({ key: "fault-throttled", args: { seconds: "1" } })).toContain("1 second.");
  });

  test("a sentence the words do not hold is still a sentence", () => {
    expect(
      explain({ code: "bug", sentence: { key: "fault-of-tomorrow", args: {} }, raw: null, correlation: null }),
    ).toBe(t("fault-bug"));
  });

  test("a state we do not know keeps Microsoft's word, and none is said twice", () => {
    expect(statusWord("unknown", "PendingRelocation")).toBe("PendingRelocation");
    expect(apiWord("suspended", " Suspended ")).toBe("");
    expect(apiWord("subscribed", "Subscribed")).toBe("Subscribed");
  });
});

test("coloured JSON is the same text", () => {
  const text = pretty('{"a":[1,-2.5e3,true,null,"x \\"y\\": 1"],"b":{}}');
  expect(
    jsonParts(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
  expect(
    jsonParts(text)
      .filter(({ kind }) => kind === "name")
      .map((part) => part.text),
  ).toEqual(['"a"', '"b"']);
  expect(pretty("not json")).toBe("not json");
});

test("a purchase left alone lapses thirty days after it was made", () => {
  const page = (statusKind: string, created: string) =>
    ({ head: { row: { statusKind, created } }, timeline: [] }) as unknown as CustomerPage;
  const now = Date.parse("2026-11-20T12:00:00Z");
  expect(consequence(page("pending", "2026-11-10T12:00:00Z"), now)).toContain("in 20 days");
  expect(consequence(page("pending", "2026-10-01T12:00:00Z"), now)).toBe(t("deadline-passed"));
  expect(deadlineOf(page("pending", "2026-11-10T12:00:00Z"), now)).toMatchObject({ begun: 10, left: 20 });
  expect(consequence(page("subscribed", "2026-10-01T12:00:00Z"), now)).toBeUndefined();
});

test("headings sort by one column, and with Shift by two", () => {
  const name = { field: "name", descending: false } as const;
  expect(nextSort([name], "name", false)).toEqual([{ field: "name", descending: true }]);
  expect(nextSort([name], "seats", false)).toEqual([{ field: "seats", descending: false }]);
  expect(nextSort([name], "seats", true)).toEqual([name, { field: "seats", descending: false }]);
  expect(nextSort([name, { field: "seats", descending: false }], "seats", true)).toEqual([
    name,
    { field: "seats", descending: true },
  ]);
});
