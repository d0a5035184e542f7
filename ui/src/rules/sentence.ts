import { html, nothing, type TemplateResult } from "lit";
import type { RulePreview } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say, t } from "../words.ts";

/** A rule in one plain sentence. */
export function ruleText({ asks, when, answer }: RulePreview): string {
  return t("rule-sentence", { when: [say(asks), ...when.map(say)].join(", "), answer: say(answer) });
}

/** What must hold, in short, for the list. */
export function shortText({ asks, when }: RulePreview): string {
  return when.length ? when.map(say).join(", ") : say(asks);
}

/** Why it may not be put in force, then what to know about it. */
export function ruleNotes({ flaws, notes }: RulePreview): TemplateResult | typeof nothing {
  if (!flaws.length && !notes.length) return nothing;
  return html`<div role="status"><ul class="rule-notes" data-test="rule-notes">
    ${flaws.map((flaw) => html`<li class="neg" data-flaw=${flaw.key}>${icon("alert")}<span>${say(flaw)}</span></li>`)}
    ${notes.map((note) => html`<li data-note=${note.key}>${icon("info")}<span>${say(note)}</span></li>`)}
  </ul></div>`;
}
