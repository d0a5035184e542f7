import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { number } from "../format.ts";
import type { EditedRule, RulePreview, RulesDraft, RulesTrial } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { answerMark, outcomeMark } from "./answers.ts";
import { shortText } from "./sentence.ts";

export interface ListActs {
  choose(at: number): void;
  move(by: number): void;
  add(): void;
}

export interface ListState {
  draft: RulesDraft;
  chosen: number;
  trial: RulesTrial | undefined;
  previewOf(rule: EditedRule): RulePreview | undefined;
}

export function nameOf(rule: EditedRule): string {
  return rule.name.trim() || t("rule-nameless");
}

/** The rules, first to last. The chosen one shows how it is moved; Alt and an arrow do the same. */
export function ruleList(state: ListState, acts: ListActs): TemplateResult {
  const { draft, trial } = state;
  return html`<section class="rlist" aria-labelledby="rules-count">
    <div class="row rlist-head"><h2 id="rules-count">${t("rules-count", { count: draft.rules.length })}</h2>
      <button type="button" class="btn quiet" data-test="new-rule" @click=${acts.add}>${icon("plus")}${t("rule-new")}</button></div>
    <ol aria-label=${t("rules-list")} data-test="rules" @keydown=${(event: KeyboardEvent) => keys(event, state, acts)}>
      ${repeat(
        draft.rules,
        (rule) => rule.id,
        (rule, at) => entry(rule, at, state, acts),
      )}
    </ol>
    <div class="rule deflt"><span class="num rn" aria-hidden="true">–</span><div class="grow"><b>${t("rules-else")}</b><small>${t("rules-else-why")}</small>
      <div class="row">${answerMark("accept")}${past(trial?.allElse)}</div></div></div>
    <p class="cap list-keys"><kbd>↑</kbd> <kbd>↓</kbd> ${t("rule-keys-between")}<br /><kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> ${t("rules-list-keys")}</p>
  </section>`;
}

function entry(rule: EditedRule, at: number, state: ListState, acts: ListActs): TemplateResult {
  const here = at === state.chosen;
  const preview = state.previewOf(rule);
  const last = state.draft.rules.length - 1;
  const name = nameOf(rule);
  return html`<li class="rule ${here ? "on" : ""} ${rule.enabled ? "" : "off"}" data-test="rule" data-rule=${rule.id}>
    <button type="button" class="rule-open" aria-current=${here ? "true" : nothing} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" @click=${() => acts.choose(at)}>
      <span class="num rn">${at + 1}</span>
      <span class="grow"><b>${name}</b><small>${preview ? shortText(preview) : nothing}</small>
        <span class="row">${rule.enabled ? outcomeMark(rule.outcome) : html`<span class="act muted">${icon("pause")}${t("rule-off")}</span>`}${warning(preview)}${preview?.flaws.length ? nothing : past(preview?.decides)}</span></span>
    </button>
    ${
      here
        ? html`<span class="rule-moves">
      <button type="button" class="icon-btn" data-test="rule-up" aria-label=${t("rule-up", { name })} aria-disabled=${at === 0 ? "true" : nothing} @click=${() => acts.move(-1)}>${icon("sort")}</button>
      <button type="button" class="icon-btn" data-test="rule-down" aria-label=${t("rule-down", { name })} aria-disabled=${at === last ? "true" : nothing} @click=${() => acts.move(1)}>${icon("sort", "upside-down")}</button></span>`
        : nothing
    }
  </li>`;
}

function warning(preview: RulePreview | undefined) {
  if (preview?.flaws.length) return html`<span class="act neg">${icon("alert")}${t("rule-has-flaws")}</span>`;
  if (preview?.notes.length) return html`<span class="act muted">${icon("info")}${t("rule-has-notes")}</span>`;
  return nothing;
}

function past(count: number | undefined) {
  if (count === undefined) return nothing;
  return html`<small class="num past">${t("rule-in-past", { number: number(count) })}</small>`;
}

function keys(event: KeyboardEvent, { chosen, draft }: ListState, acts: ListActs): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (!by || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (event.altKey) acts.move(by);
  else acts.choose(Math.min(draft.rules.length - 1, Math.max(0, chosen + by)));
}
