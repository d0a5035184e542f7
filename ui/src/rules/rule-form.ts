import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { day } from "../format.ts";
import type { EditedRule, RulePreview, RulesPage } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { switchField } from "../switch.ts";
import { t } from "../words.ts";
import { conditionFields } from "./conditions.ts";
import { unknownMembers } from "./fields.ts";
import { outcomeField } from "./outcome-field.ts";
import { ruleNotes, ruleText } from "./sentence.ts";

export interface FormActs {
  change(change: Partial<EditedRule>): void;
  copy(): void;
  remove(): void;
}

/** One rule: what it says in plain words, and the fields that say so. */
export function ruleForm(
  rule: EditedRule,
  at: number,
  page: RulesPage,
  preview: RulePreview | undefined,
  { change, copy, remove }: FormActs,
): TemplateResult {
  const conditions = { ...rule.conditions };
  return html`<form class="rule-form" data-test="rule-form" @submit=${(event: Event) => event.preventDefault()}>
    <div class="rule-head"><span class="num muted" aria-hidden="true">${at + 1}</span>
      <div class="field grow"><label class="sr" for="rule-name">${t("rule-name")}</label><input id="rule-name" data-test="rule-name" autocomplete="off" placeholder=${t("rule-name-placeholder")}
        aria-invalid=${rule.name.trim() ? nothing : "true"} .value=${live(rule.name)} @input=${(event: Event) => change({ name: (event.target as HTMLInputElement).value })} /></div>
      <button type="button" class="btn quiet" data-test="rule-copy" @click=${copy}>${icon("copy")}${t("rule-copy")}</button>
      <button type="button" class="btn quiet" data-test="rule-remove" @click=${remove}>${icon("cross")}${t("rule-remove")}</button></div>
    <p class="sentence" data-test="rule-sentence" aria-live="polite">${preview ? ruleText(preview) : nothing}</p>
    ${preview ? ruleNotes(preview) : nothing}
    ${conditionFields(conditions, page, (part) => change({ conditions: { ...conditions, ...part } }))}
    ${outcomeField(rule.outcome, (outcome) => change({ outcome }))}
    ${unknownMembers(rule.unknown)}
    <div class="row rule-foot">${switchField("rule-enabled", t("rule-enabled"), rule.enabled, (enabled) => change({ enabled }))}<span class="grow"></span><small>${last(rule)}</small></div>
  </form>`;
}

function last({ author, since, reason }: EditedRule): string {
  if (!since || !author) return t("rule-yet");
  return t(reason ? "rule-last" : "rule-last-bare", { author, reason, when: day(since) });
}
