import { expect, test } from "vitest";
import { has, toggled, without, withToken } from "../src/customers/search.ts";

test("a filter is put in, replaces one of its field, and is taken out", () => {
  expect(withToken("brunet", "status:suspended")).toBe("brunet status:suspended");
  expect(withToken("status:pending brunet", "status:suspended")).toBe("brunet status:suspended");
  expect(withToken("ends<60d", "renew:off")).toBe("ends<60d renew:off");
  expect(toggled("brunet Status:Suspended", "status:suspended")).toBe("brunet");
});

test("only whole words are filters", () => {
  expect(has("xstatus:suspended", "status:suspended")).toBe(false);
  expect(without("a ab abc", "ab")).toBe("a abc");
  expect(without('"two words" offer:x', "offer:x")).toBe('"two words"');
});
