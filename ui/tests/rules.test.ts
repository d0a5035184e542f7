import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EditedRule, RulesDraft, RulesPage, RulesTrial } from "../src/gen/desk.gen.ts";
import { rows } from "../src/host/fake/rows.ts";
import { fakeRules } from "../src/host/fake/rules.ts";
import { fakeOffers } from "../src/host/fake/rules-past.ts";
import { hashOf, placeOf } from "../src/place.ts";
import { named, plansOf } from "../src/rules/conditions.ts";
import {
  copied,
  inserted,
  moved,
  newRule,
  placeAfter,
  removed,
  replaced,
  toggledIn,
  wholeNumber,
} from "../src/rules/draft.ts";
import { begun, joined, putOn, type Rungs, stepped, without, withRungs } from "../src/rules/ladder.ts";
import { bounded } from "../src/rules/seats-fields.ts";
import { ruleText, shortText } from "../src/rules/sentence.ts";
import { isBehind, whyNot } from "../src/rules/standing.ts";
import { knows, speak, t } from "../src/words.ts";

const draft = (...names: string[]): RulesDraft => ({
  version: 3,
  rules: names.map((name) => ({ ...newRule(name), id: name })),
  ladders: [],
  unknown: '{"signedBy":"a newer program"}',
});
const order = ({ rules }: RulesDraft) => rules.map(({ name }) => name).join(" ");

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  speak("en");
});
afterEach(() => vi.unstubAllGlobals());

describe("a list of rules", () => {
  test("is put in order step by step, and nothing falls off its ends", () => {
    const list = draft("a", "b", "c");
    expect(order(moved(list, 2, -1))).toBe("a c b");
    expect(order(moved(list, 0, 1))).toBe("b a c");
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 2, 1)).toBe(list);
    expect([placeAfter(list, 0, -1), placeAfter(list, 1, 1), placeAfter(list, 2, 5)]).toEqual([0, 2, 2]);
  });

  test("is changed as a new list, and the old one stays as it was", () => {
    const list = draft("a", "b");
    expect(order(inserted(list, 0, newRule("n")))).toBe("n a b");
    expect(order(removed(list, 0))).toBe("b");
    expect(order(replaced(list, 1, { name: "z" }))).toBe("a z");
    expect(order(list)).toBe("a b");
  });

  test("keeps what a newer desk wrote, in whatever is done to it", () => {
    const strange: EditedRule = { ...newRule("s"), unknown: '{"colour":"red"}' };
    strange.conditions.unknown = '{"moonPhase":"full"}';
    const list = moved(replaced(inserted(draft("a"), 1, strange), 1, { name: "t" }), 1, -1);
    expect(list.unknown).toBe('{"signedBy":"a newer program"}');
    expect([list.rules[0]?.unknown, list.rules[0]?.conditions.unknown]).toEqual([
      strange.unknown,
      '{"moonPhase":"full"}',
    ]);
    const copy = copied(strange, "copy");
    expect([copy.unknown, copy.conditions]).toEqual([strange.unknown, strange.conditions]);
    expect([copy.id === strange.id, copy.since]).toEqual([false, ""]);
  });

  test("reads numbers as typed", () => {
    expect(["", " 12 ", "-3", "1.5", "many", "1e12"].map(wholeNumber)).toEqual([
      null,
      12,
      -3,
      undefined,
      undefined,
      undefined,
    ]);
    expect(bounded({ atLeast: null, atMost: null })).toBeNull();
    expect(toggledIn(toggledIn(["a"], "b"), "a")).toEqual(["b"]);
  });
});

describe("a ladder", () => {
  const rungs: Rungs = [["free"], ["silver", "bronze"], ["gold"]];

  test("moves a plan from rung to rung, and one beside others onto a rung of its own first", () => {
    expect(stepped(rungs, "free", 1)).toEqual([["silver", "bronze"], ["free"], ["gold"]]);
    expect(stepped(rungs, "bronze", 1)).toEqual([["free"], ["silver"], ["bronze"], ["gold"]]);
    expect(stepped(rungs, "bronze", -1)).toEqual([["free"], ["bronze"], ["silver"], ["gold"]]);
    expect(stepped(rungs, "gold", 1)).toBe(rungs);
    expect(stepped(rungs, "free", -1)).toBe(rungs);
  });

  test("puts equal plans beside each other", () => {
    expect(joined(rungs, "gold")).toEqual([["free"], ["silver", "bronze", "gold"]]);
    expect(joined(rungs, "free")).toBe(rungs);
  });

  test("loses a plan, takes it back, and is given up", () => {
    expect(without(rungs, "gold")).toEqual([["free"], ["silver", "bronze"]]);
    expect(putOn(without(rungs, "free"), "free").at(-1)).toEqual(["free"]);
    const ladders = withRungs([{ offer: "archive", rungs: [["x"]] }], "fieldbook", begun(fakeOffers[2]?.plans ?? []));
    expect(ladders.map(({ offer }) => offer)).toEqual(["archive", "fieldbook"]);
    expect(withRungs(ladders, "fieldbook", undefined)).toEqual([{ offer: "archive", rungs: [["x"]] }]);
    expect(withRungs(ladders, "fieldbook", []).length).toBe(1);
  });
});

describe("the page of rules", () => {
  const answers = (state: string) =>
    fakeRules(
      state,
      () => rows(4000),
      () => undefined,
    );
  const page = (state: string) => answers(state).rules(null) as RulesPage;
  const trial = (state: string) => answers(state).try_rules({ draft: page(state).draft, matrix: null }) as RulesTrial;
  const why = (state: string) => whyNot(page(state), trial(state), page(state).draft.version);

  test("says why nothing can be put in force, and lets what can", () => {
    expect(why("draft")).toBeUndefined();
    expect(why("no-relay")).toContain("No relay is connected");
    expect(why("in-force")).toBe(t("rules-unchanged"));
    expect(why("flawed")).toBe(t("rules-flawed", { count: 1 }));
    expect(why("behind")).toBe(t("rules-behind-first"));
    expect([isBehind(page("behind")), isBehind(page("draft")), isBehind(page("none"))]).toEqual([true, false, false]);
  });

  test("says each rule in one sentence, in both languages", () => {
    const told = trial("draft").rules.map(ruleText);
    expect(told[0]).toBe(
      "When a customer asks for another plan, on offer fieldbook, wanting Free: refuse. Nobody needs to look.",
    );
    expect(told[1]).toContain("going down: refuse for now");
    speak("fr");
    const french = trial("draft").rules.map(ruleText);
    expect(french[0]).toBe(
      "Quand un client demande un autre forfait, de l’offre fieldbook, vers Free : refuser. Personne n’a à regarder.",
    );
    for (const text of [...told, ...french]) expect(text).not.toMatch(/rule-|way-|day-|undefined/);
  });

  test("names a rule without conditions by what is asked", () => {
    const bare = { asks: { key: "rule-asks-any", args: {} }, when: [], answer: { key: "rule-then-accept", args: {} } };
    expect(shortText({ ...bare, flaws: [], notes: [], decides: 0 })).toBe(t("rule-asks-any"));
  });

  test("offers the plans of the offers a rule names, each once", () => {
    expect(plansOf(fakeOffers, ["fieldbook"]).map(({ value }) => value)).toEqual([
      "free",
      "silver",
      "gold",
      "platinum",
    ]);
    expect(plansOf(fakeOffers, null).filter(({ value }) => value === "standard")).toHaveLength(1);
  });

  test("has words for each condition, answer and tab", () => {
    for (const key of Object.values(named)) expect(knows(key), key).toBe(true);
    for (const kind of ["accept", "review", "ask", "hold", "refuse"])
      for (const end of ["", "-count", "-why"]) expect(knows(`answer-${kind}${end}`), kind).toBe(true);
    for (const tab of ["rule", "matrix", "ladder", "history"]) expect(knows(`rules-tab-${tab}`), tab).toBe(true);
  });

  test("has an address of its own within the settings", () => {
    expect(placeOf("#/settings/rules")).toEqual({ screen: "rules" });
    expect(hashOf({ screen: "rules" })).toBe("#/settings/rules");
    expect(placeOf("#/settings")).toEqual({ screen: "settings" });
  });
});
