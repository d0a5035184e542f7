import { FluentBundle, FluentDateTime, FluentResource, type FluentVariable } from "@fluent/bundle";
import { html, type TemplateResult } from "lit";
import type { Fault, Language, Sentence } from "./gen/desk.gen.ts";

/** The one place where keys become sentences. Every text of the page comes through here. */
const texts = import.meta.glob<string>("../words/*/*.ftl", { query: "?raw", import: "default", eager: true });
const bundles = new Map<Language, FluentBundle>();
const listeners = new Set<() => void>();
let language: Language = "en";

export const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR" };

function bundle(of: Language): FluentBundle {
  const known = bundles.get(of);
  if (known) return known;
  const made = new FluentBundle(locales[of], { useIsolating: false });
  for (const [path, text] of Object.entries(texts)) {
    if (path.includes(`/${of}/`)) made.addResource(new FluentResource(text));
  }
  bundles.set(of, made);
  return made;
}

export function speaks(): Language {
  return language;
}

/** What the person chose, or what their computer speaks. */
export function speak(chosen: Language | null): void {
  const next = chosen ?? (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en");
  document.documentElement.lang = next;
  if (next === language) return;
  language = next;
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type Args = Record<string, FluentVariable>;

export function t(key: string, args?: Args): string {
  const found = bundle(language);
  const message = found.getMessage(key);
  if (!message?.value) return key;
  // A sentence that lacks a part is still read; thrown from here it would take the whole screen with it.
  const lacking: Error[] = [];
  const text = found.formatPattern(message.value, args, lacking);
  for (const error of lacking) console.error(`${key}: ${error.message}`);
  return text;
}

export function knows(key: string): boolean {
  return bundle(language).getMessage(key) !== undefined;
}

/** A sentence in which `<b>` marks what matters. The marks come from the words file, never from data. */
export function rich(key: string, args?: Args): TemplateResult {
  const marked = args && Object.fromEntries(Object.entries(args).map(([name, value]) => [name, unmarked(value)]));
  const parts = t(key, marked).split(/<b>(.*?)<\/b>/);
  return html`${parts.map((part, i) => (i % 2 ? html`<b>${part}</b>` : part))}`;
}

function unmarked(value: FluentVariable): FluentVariable {
  return typeof value === "string" ? value.replaceAll("<", "‹") : value;
}

/** Amounts the words files choose plurals by; every other argument stays text, so that a code keeps its digits. */
const counted = new Set(["seconds", "count", "known"]);
/** Days, which are written as the reader writes them: Microsoft's day, in every zone. */
const dated = new Set(["end"]);

/** Several names with line breaks between them, or keys of further words, joined as the language does. */
const joined: Record<string, "disjunction" | "conjunction"> = {
  any: "disjunction",
  all: "conjunction",
  anyOf: "disjunction",
};

function argument(name: string, value: string): FluentVariable {
  if (counted.has(name)) return Number(value);
  const type = joined[name];
  if (type) {
    const parts = (value || "…").split("\n").map((part) => (name === "anyOf" ? t(part) : part));
    return new Intl.ListFormat(locales[language], { type }).format(parts);
  }
  const time = dated.has(name) && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value.slice(0, 10)) : Number.NaN;
  if (Number.isNaN(time)) return value;
  return new FluentDateTime(time, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

export function say(sentence: Sentence): string {
  const args = Object.entries(sentence.args).map(([name, value]) => [name, argument(name, value)]);
  return t(sentence.key, Object.fromEntries(args));
}

export function explain(fault: Fault): string {
  return knows(fault.sentence.key) ? say(fault.sentence) : t("fault-bug");
}
