import { type Expression, type Pattern, parse } from "@fluent/syntax";
import { describe, expect, test } from "vitest";
import type { Code } from "../src/gen/desk.gen.ts";
import { manners } from "../src/manners.ts";

const texts = import.meta.glob<string>("../words/*/*.ftl", { query: "?raw", import: "default", eager: true });
const sources = import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true });

/** The variables of every message of one language. */
function words(language: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, text] of Object.entries(texts)) {
    if (!path.includes(`/${language}/`)) continue;
    for (const entry of parse(text, {}).body) {
      if (entry.type === "Junk") throw new Error(`${path}: ${entry.content}`);
      if (entry.type !== "Message" || !entry.value) continue;
      expect(found.has(entry.id.name), `${entry.id.name} stands twice in ${language}`).toBe(false);
      found.set(entry.id.name, [...variables(entry.value)].sort().join(" "));
    }
  }
  return found;
}

function variables(pattern: Pattern, into = new Set<string>()): Set<string> {
  for (const element of pattern.elements)
    if (element.type === "Placeable") visit(element.expression as Expression, into);
  return into;
}

function visit(expression: Expression, into: Set<string>): void {
  if (expression.type === "VariableReference") into.add(expression.id.name);
  if (expression.type === "SelectExpression") {
    visit(expression.selector, into);
    for (const variant of expression.variants) variables(variant.value, into);
  }
}

const english = words("en");
const french = words("fr");

describe("the words", () => {
  test("are the same in English and French, with the same variables", () => {
    expect(Object.fromEntries(french)).toEqual(Object.fromEntries(english));
  });

  test("say every fault, check detail and token problem of the desk", () => {
    const sent: Record<string, string> = {
      "fault-offline": "host",
      "fault-timeout": "host",
      "fault-throttled": "seconds",
      "fault-server-trouble": "status",
      "fault-not-json": "",
      "fault-unreadable-answer": "field",
      "fault-secret-wrong": "",
      "fault-secret-id-pasted": "",
      "fault-secret-expired": "",
      "fault-secret-missing": "",
      "fault-app-unknown": "",
      "fault-app-disabled": "",
      "fault-tenant-unknown": "",
      "fault-tenant-malformed": "",
      "fault-resource-missing": "",
      "fault-scope-malformed": "",
      "fault-certificate-unknown": "",
      "fault-certificate-audience": "",
      "fault-certificate-unreadable": "",
      "fault-clock-wrong": "seconds",
      "fault-policy-blocks": "",
      "fault-national-cloud": "",
      "fault-entra-throttled": "",
      "fault-entra-trouble": "",
      "fault-sign-in-other": "number",
      "fault-token-refused": "",
      "fault-app-not-registered": "",
      "fault-not-found": "",
      "fault-refused": "status",
      "fault-foreign-link": "",
      "fault-continuation-expired": "",
      "fault-store-corrupt": "",
      "fault-store-busy": "",
      "fault-store-newer": "",
      "fault-disk-full": "",
      "fault-answer-cut": "",
      "fault-insecure-address": "host",
      "fault-store-failed": "",
      "fault-suddenly-empty": "known",
      "fault-superseded": "",
      "fault-vault-damaged": "",
      "fault-vault-locked": "",
      "fault-vault-missing": "",
      "fault-passphrase-wrong": "",
      "fault-recovery-code-wrong": "",
      "fault-invalid-input": "field",
      "fault-bug": "",
      "check-clock-apart": "seconds",
      "check-subscriptions-seen": "count",
      "check-list-empty": "",
      "check-host": "host",
      "check-directory-name": "tenant",
      "token-unknown-field": "field",
      "token-bad-date": "value",
      "token-bad-number": "value",
      "token-bad-status": "value",
    };
    for (const [key, names] of Object.entries(sent)) expect(english.get(key), key).toBe(names);
  });

  test("hold every key that the page names outright", () => {
    const named = Object.entries(sources)
      .filter(([path]) => !path.includes("/fake"))
      .flatMap(([, text]) => [...text.matchAll(/\b(?:t|rich)\("([a-z0-9-]+)"/g)].map(([, key]) => key as string));
    expect(named.filter((key) => !english.has(key))).toEqual([]);
  });

  test("never say that something went wrong", () => {
    for (const text of Object.values(texts))
      expect(text).not.toMatch(/something went wrong|une erreur (est survenue|s’est produite)/i);
  });
});

test("every code has a manner, and none is without a tone", () => {
  const codes: Code[] = [
    "offline",
    "throttled",
    "sign-in",
    "not-found",
    "refused",
    "unreadable",
    "store",
    "locked",
    "invalid",
    "bug",
  ];
  for (const code of codes) expect(manners[code].tone).toBeTruthy();
});
