import { html, nothing, type TemplateResult } from "lit";
import { moment, shortDay } from "../format.ts";
import type { SuspensionStep } from "../gen/desk.gen.ts";
import { t } from "../words.ts";

/** What was planned, one line each, the latest first. */
export function steps(list: readonly SuspensionStep[]): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<section aria-labelledby="suspension-steps"><h3 id="suspension-steps">${t("suspension-steps")}</h3>
    <ul class="story">${list.map(
      ({
        at,
        actor,
        stage,
        nextStep,
        remindAt,
      }) => html`<li data-test="suspension-step"><p><b>${t(`suspension-is-${stage}`)}</b>${nextStep ? html`: ${nextStep}` : nothing}</p>
        <small>${actor} · ${moment(at)}${remindAt ? html` · ${t("suspension-remind-on", { day: shortDay(remindAt) })}` : nothing}</small></li>`,
    )}</ul></section>`;
}
