import { html, nothing, type TemplateResult } from "lit";
import { moment } from "../format.ts";
import type { RulesPage, RulesTrial } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { say, t } from "../words.ts";

/** Somebody put another version in force after this draft was begun. */
export function isBehind({ inForce, draft }: RulesPage, version = draft.version): boolean {
  return inForce !== null && inForce.version !== version;
}

/** Why the draft cannot be put in force now; nothing where it can. */
export function whyNot(page: RulesPage, trial: RulesTrial | undefined, version: number): string | undefined {
  const flawed = trial?.rules.filter(({ flaws }) => flaws.length > 0).length ?? 0;
  if (page.refused) return say(page.refused);
  if (flawed) return t("rules-flawed", { count: flawed });
  if (isBehind(page, version)) return t("rules-behind-first");
  if (trial && !trial.changed) return t(trial.rules.length ? "rules-unchanged" : "rules-nothing-yet");
  return undefined;
}

/** Whether what is shown is in force. */
export function standing({ inForce }: RulesPage, trial: RulesTrial | undefined): TemplateResult {
  if (trial?.changed)
    return html`<span class="pill unsent" data-test="standing">${icon("ring")}${t("rules-draft")}</span>`;
  if (!inForce)
    return html`<span class="pill unsent" data-test="standing">${icon("ring")}${t("rules-none-in-force")}</span>`;
  const why = t("rules-in-force-why", { author: inForce.author, when: moment(inForce.at) });
  return html`<span class="pill pos" data-test="standing" title=${why}>${icon("check")}${t("rules-in-force", { version: inForce.version })}</span>`;
}

/** The two ways on for a draft that is behind. */
export function behind(page: RulesPage, version: number, take: () => void, keep: () => void) {
  if (!page.inForce || !isBehind(page, version)) return nothing;
  const told = { version: page.inForce.version, author: page.inForce.author };
  return html`<div class="note caution" data-test="behind">${icon("alert")}<p class="grow">${t("rules-behind", told)}</p>
    <button type="button" class="btn" data-test="behind-take" @click=${take}>${t("rules-behind-take", told)}</button>
    <button type="button" class="btn" data-test="behind-keep" @click=${keep}>${t("rules-behind-keep")}</button></div>`;
}
