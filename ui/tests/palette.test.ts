import { afterEach, describe, expect, test, vi } from "vitest";
import type { Fault, Frame, InboxItem, ItemAction, PinnedView, SubscriptionRow } from "../src/gen/desk.gen.ts";
import type { InboxScreen } from "../src/inbox/inbox-screen.ts";
import { actionLook } from "../src/inbox/look.ts";
import { GoKeys, opensPalette } from "../src/keys.ts";
import type { Command } from "../src/palette/command.ts";
import { ofConsole } from "../src/palette/console.ts";
import { Finder } from "../src/palette/finder.ts";
import { match, seen } from "../src/palette/fold.ts";
import { type Around, customer, everywhere, lists, screens, stillFits } from "../src/palette/going.ts";
import { firstChoice, offersOf, stepped } from "../src/palette/offers.ts";
import { onItem } from "../src/palette/on-item.ts";
import { Recent } from "../src/palette/recent.ts";
import type { Place } from "../src/place.ts";
import { knows } from "../src/words.ts";

const parts = (label: string, typed: string) => match(label, typed)?.ranges.map(([from, to]) => label.slice(from, to));

describe("what is typed", () => {
  test("fits the starts of words, whatever their case and accents", () => {
    expect(parts("Société Delmas Énergie", "soc ene")).toEqual(["Soc", "Éne"]);
    expect(parts("Hœgh Łódź", "hoe lodz")).toEqual(["Hœ", "Łódź"]);
    expect(parts("E\u0301nergie", "en")).toEqual(["E\u0301n"]);
    expect(parts("Inbox: Suspended", "sus")).toEqual(["Sus"]);
    expect(parts("Inbox: Suspended", "pended")).toBeUndefined();
    expect(parts("ends<60d", "ends<60")).toEqual(["ends<60"]);
    expect(parts("Read Microsoft’s list", "microsoft's")).toEqual(["Microsoft’s"]);
  });

  test("is nearest at the start, then in order, then in another order, then by a further word", () => {
    const distance = (typed: string) => match("Appearance: Dark", typed, "theme")?.distance;
    expect([distance("app da"), distance("dark"), distance("dark app"), distance("theme"), distance("t")]).toEqual([
      0,
      1,
      2,
      3,
      undefined,
    ]);
  });

  test("is shown within a word of what the desk has found, and never twice", () => {
    expect(seen("Marigold Santé", "gold")).toEqual([[4, 8]]);
    expect(seen("Gold Goldfinch", "gold go")).toEqual([[0, 4]]);
    expect(seen("Brunet", "fieldbook")).toEqual([]);
  });
});

const leapt: Place[] = [];
const around: Around = {
  frame: {
    preferences: { theme: "dark", density: "compact", language: "fr", singleKeys: true },
    connections: [
      { id: "c1", publisher: "Northlight", environment: "production" },
      { id: "c2", publisher: "Northlight", environment: "test" },
    ],
    current: { id: "c1" },
    sync: { state: "sweeping" },
  } as unknown as Frame,
  place: { screen: "settings" },
  customers: {
    screen: "customers",
    search: "brunet",
    sort: [{ field: "seats", descending: true }],
    hideCancelled: false,
  },
  inbox: { screen: "inbox", search: "owner:me", item: "i1" },
  leap: (place) => void leapt.push(place),
};
const views: PinnedView[] = [
  { name: "", search: "kind:request", count: 3, builtIn: true },
  { name: "Gold, late", search: "gold due<24h", count: 1, builtIn: false },
];
const all = [...screens(around), ...lists(views, around), ...ofConsole(around)];
const named = (commands: readonly Command[], typed: string) =>
  offersOf(commands, typed).map(({ command }) => command.id);

describe("the commands", () => {
  test("have words for all they say, and an id of their own", () => {
    for (const { label, also = "", detail = "" } of all)
      expect(`${label}${also}${detail}`).not.toMatch(/palette-|view-/);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test("lead to every other screen, as it was left", () => {
    expect(screens(around).map(({ id }) => id)).toEqual([
      "go-inbox",
      "go-customers",
      "go-suspensions",
      "go-history",
      "go-rules",
    ]);
    screens(around)[0]?.run();
    expect(leapt.at(-1)).toEqual(around.inbox);
  });

  test("show a list by one filter, in the order it had", () => {
    lists(views, around)
      .find(({ id }) => id === "filter-suspended")
      ?.run();
    expect(leapt.at(-1)).toEqual({ ...around.customers, search: "status:suspended" });
    expect(named(all, "late")).toEqual(["view-gold due<24h"]);
  });

  test("say what is so already, and why something may not be done", () => {
    const current = all.filter((command) => command.current).map(({ id }) => id);
    expect(current).toEqual(["theme-dark", "density-compact", "language-fr"]);
    expect(all.find(({ id }) => id === "sync")?.refused).toBeTruthy();
    expect(all.filter(({ id }) => id.startsWith("switch-")).map(({ id }) => id)).toEqual(["switch-c2"]);
  });
});

const row = (name: string): SubscriptionRow =>
  ({
    id: `id ${name}`,
    name,
    plan: "gold",
    seats: 3,
    status: "Subscribed",
    statusKind: "subscribed",
    buyer: "b@x.example",
    offer: "o",
  }) as SubscriptionRow;
const item = (id: string, label: string, decides = false): Command => ({
  id,
  group: "here",
  icon: "check",
  label,
  decides,
  run() {},
});

describe("what is offered", () => {
  test("stands in the order of groups, until letters say what is likelier", () => {
    const commands = [
      item("snooze", "Snooze"),
      ...lists([{ ...views[0], search: "is:snoozed" } as PinnedView], around),
    ];
    expect(named(commands, "")[0]).toBe("snooze");
    expect(named(commands, "snooze")).toEqual(["snooze", "view-is:snoozed"]);
    expect(named(commands, "inb")[0]).toBe("view-is:snoozed");
  });

  test("never begins with a decision while anything else fits, and never chooses one by itself", () => {
    const commands = [item("approve", "Approve", true), ...all];
    expect(named(commands, "app")).toEqual(["theme-system", "theme-light", "theme-dark", "approve"]);
    expect(firstChoice(offersOf(commands, "approve"))).toBeUndefined();
    expect(firstChoice(offersOf(all, ""))).toBe("go-inbox");
  });

  test("has customers last, the search for all of them at the end", () => {
    const leap = around.leap;
    const commands = [...all, customer(row("Dark Horse"), "dark", leap), everywhere("dark", around)];
    expect(named(commands, "dark")).toEqual(["theme-dark", "customer-id Dark Horse", "search-customers"]);
    expect(customer(row("Brunet"), "x.exam", leap).detail).toBe("b@x.example");
    expect(stillFits(row("Brunet"), "bru gold status:any")).toBe(true);
    expect(stillFits(row("Brunet"), "brux")).toBe(false);
  });

  test("is walked through in a circle, and by its ends", () => {
    expect([
      stepped("ArrowDown", -1, 3),
      stepped("ArrowDown", 2, 3),
      stepped("ArrowUp", -1, 3),
      stepped("ArrowUp", 0, 3),
    ]).toEqual([0, 0, 2, 2]);
    expect([
      stepped("Home", 2, 3),
      stepped("End", 0, 3),
      stepped("PageDown", -1, 30),
      stepped("PageUp", 3, 30),
    ]).toEqual([0, 2, 8, 0]);
    expect(stepped("a", 0, 3)).toBeUndefined();
    expect(stepped("ArrowDown", 0, 0)).toBeUndefined();
  });
});

test("what was used last comes first, as it is offered now, without what hangs on a passing thing", () => {
  const recent = new Recent();
  const used = (id: string) => all.find((command) => command.id === id) as Command;
  const found = customer(row("Brunet"), "bru", around.leap);
  for (const command of [used("theme-dark"), used("sync"), item("approve", "Approve", true), found, used("sync")])
    recent.remember(command);
  const ids = (offered: Command[]) =>
    recent.among(offered, (one) => customer(one, "", around.leap)).map(({ id }) => id);
  expect(ids(all)).toEqual(["sync", found.id, "theme-dark"]);
  expect(ids([])).toEqual([found.id]);
  recent.forget();
  expect(ids(all)).toEqual([]);
});

test("customers: one question in flight, the latest waits, and no old answer is shown", async () => {
  const asked: { search: string; answer(rows: SubscriptionRow[]): void; refuse(): void }[] = [];
  let told = 0;
  const finder = new Finder(
    (search) => new Promise((answer, refuse) => asked.push({ search, answer, refuse: () => refuse(new Error("no")) })),
    () => told++,
    () => ({ code: "bug" }) as Fault,
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  for (const search of ["b", "br", "bru"]) finder.find(search);
  expect(asked.map(({ search }) => search)).toEqual(["b"]);
  asked[0]?.answer([row("Bo")]);
  await turn();
  expect([asked.map(({ search }) => search), finder.rows, told]).toEqual([["b", "bru"], [], 0]);
  asked[1]?.answer([row("Brunet")]);
  await turn();
  expect([finder.rows.map(({ name }) => name), told]).toEqual([["Brunet"], 1]);
  finder.find("x");
  finder.clear();
  asked[2]?.answer([row("Xu")]);
  await turn();
  expect([finder.rows, told]).toEqual([[], 1]);
  finder.find("y");
  asked[3]?.refuse();
  await turn();
  expect([finder.fault?.code, finder.rows]).toEqual(["bug", []]);
});

describe("on an item of the inbox", () => {
  const done: ItemAction[] = [];
  const shown = {
    id: "i1",
    customer: "Brunet",
    subscription: "s1",
    stage: "live",
    what: { key: "what-request-plan", args: { from: "silver", to: "gold" } },
    changedAt: "1",
    buttons: [
      { action: "approve", refused: null },
      { action: "decline", refused: { key: "plans-reseller", args: {} } },
      { action: "note", refused: null },
    ],
  } as unknown as InboxItem;
  const pane = { shown, obeys: true, offered: (one: InboxItem) => one };
  const screen = { pane, act: (action: ItemAction) => done.push(action) } as unknown as InboxScreen;
  const commands = onItem(screen, true, around.leap)?.commands ?? [];
  const approve = commands[0] as Command;

  test("only what it offers is there, with its key and the reason where it may not be done", () => {
    expect(commands.map(({ id }) => id)).toEqual([
      "item-approve",
      "item-decline",
      "item-note",
      "item-customer",
      "item-copy",
    ]);
    expect(commands.slice(0, 3).map(({ keys, decides }) => [keys, decides])).toEqual([
      [["A"], true],
      [["D"], true],
      [["N"], false],
    ]);
    expect(commands[1]?.refused).toMatch(/reseller/);
    expect(approve.label).toContain("gold");
    for (const action of Object.keys(actionLook)) expect(knows(`palette-also-${action}`), action).toBe(true);
  });

  test("only the item that was seen is decided, and not while it has just turned", () => {
    expect(approve.stopped?.()).toBeUndefined();
    approve.run();
    expect(done).toEqual(["approve"]);
    for (const turned of [
      { shown: { ...shown, id: "i2" } },
      { shown: { ...shown, changedAt: "2" } },
      { obeys: false },
    ]) {
      Object.assign(pane, { shown, obeys: true }, turned);
      expect(approve.stopped?.(), JSON.stringify(turned).slice(0, 30)).toBeTruthy();
    }
  });
});

describe("its keys", () => {
  const pressed = (part: Partial<KeyboardEvent>) =>
    opensPalette({
      key: "k",
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...part,
    } as KeyboardEvent);

  afterEach(() => vi.unstubAllGlobals());

  test("Ctrl and K open it, and no other chord does", () => {
    vi.stubGlobal("navigator", { platform: "Linux x86_64" });
    expect(pressed({ ctrlKey: true })).toBe(true);
    expect(pressed({ ctrlKey: true, key: "K" })).toBe(true);
    for (const part of [
      {},
      { metaKey: true },
      { ctrlKey: true, shiftKey: true },
      { ctrlKey: true, altKey: true },
      { ctrlKey: true, key: "j" },
    ])
      expect(pressed(part)).toBe(false);
  });

  test("a Mac holds Cmd, and keeps Ctrl and K for its fields", () => {
    vi.stubGlobal("navigator", { platform: "MacIntel" });
    expect([pressed({ metaKey: true }), pressed({ ctrlKey: true })]).toEqual([true, false]);
  });

  test("G and a letter are the keys that the palette shows for the screens", () => {
    for (const { id, keys = [] } of screens(around)) {
      const go = new GoKeys();
      expect(go.press(keys[0] ?? "", 0)).toBe("on");
      expect(`go-${go.press(keys[1] ?? "", 500)}`).toBe(id);
    }
  });
});
