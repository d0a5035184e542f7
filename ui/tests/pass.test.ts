import { beforeEach, expect, test } from "vitest";
import { letPass, stands } from "../src/change/pass.ts";
import type { InboxItem, ItemAction } from "../src/gen/desk.gen.ts";
import { type Host, runOn } from "../src/host/host.ts";
import { actionOf, actionWord, kindWord } from "../src/inbox/look.ts";

const asked: unknown[] = [];

beforeEach(() => {
  asked.length = 0;
  const call = async (command: string, request: unknown) => {
    asked.push([command, request]);
    return null;
  };
  runOn({ call, onStale: () => () => {} } as unknown as Host);
});

const offering = (...actions: ItemAction[]): Pick<InboxItem, "buttons"> => ({
  buttons: actions.map((action) => ({ action, refused: null })),
});

test("the button says what approving means where the publisher may not make the change", () => {
  expect(actionWord("let-pass")).toBe("Let the next such request pass, for 7 days");
  expect(kindWord({ kind: "request", stage: "promised" })).toBe("Let pass next time");
});

test("one key says yes, whichever yes the item offers", () => {
  expect(actionOf("a", offering("let-pass", "decline"))).toBe("let-pass");
  expect(actionOf("a", offering("approve", "decline"))).toBe("approve");
  expect(actionOf("a")).toBe("approve");
});

test("what keeps the publisher from a change does not keep a request from passing", () => {
  const reseller = { key: "no-reseller", args: {} };
  const suspended = { key: "no-status", args: { status: "suspended" } };
  expect(stands(reseller, false)).toBe(reseller);
  expect(stands(reseller, true)).toBeNull();
  expect(stands(suspended, true)).toBe(suspended);
  expect(stands(null, true)).toBeNull();
});

test("letting pass asks the desk once, with how the customer agreed", async () => {
  await letPass("item-1", "Ines, by phone", "agreed with the reseller");
  const request = { item: "item-1", approve: true, reason: "agreed with the reseller", consent: "Ines, by phone" };
  expect(asked).toEqual([["decide", request]]);
});
