import { html, type TemplateResult } from "lit";
import type { EditedRule } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { newRule } from "./draft.ts";
import { usualHours } from "./hours-fields.ts";

/** Rules to begin with. */
const starters: readonly [string, () => EditedRule][] = [
  [
    "rules-start-down",
    () => newRule(t("rules-start-down-name"), { kind: "hold" }, { asks: "plan", direction: ["downgrade"] }),
  ],
  [
    "rules-start-seats",
    () =>
      newRule(
        t("rules-start-seats-name"),
        { kind: "hold" },
        {
          asks: "seats",
          seats: { total: null, change: null, percent: { atLeast: 50, atMost: null }, belowUse: false },
        },
      ),
  ],
  [
    "rules-start-night",
    () => {
      const { days, zone } = usualHours();
      const weekend = { days: ["saturday" as const, "sunday" as const], from: "00:00", to: "00:00", zone };
      return newRule(
        t("rules-start-night-name"),
        { kind: "hold" },
        { hours: [{ days, from: "18:00", to: "08:00", zone }, weekend] },
      );
    },
  ],
  ["rules-start-blank", () => newRule(t("rule-new-name"))],
];

/** No rules: what silence does, what a rule does, and something to begin with. */
export function rulesEmpty(begin: (rule: EditedRule) => void): TemplateResult {
  return html`<section class="rules-empty" data-test="rules-empty" aria-labelledby="rules-empty-title">
    <h2 id="rules-empty-title">${t("rules-empty-title")}</h2>
    <ol class="ten" aria-hidden="true">${Array.from({ length: 10 }, (_, second) => html`<li>${second + 1}</li>`)}<li class="yes">${icon("check")}</li></ol>
    <p>${t("rules-empty-silence")}</p>
    <p>${t("rules-empty-rules")}</p>
    <p class="soft">${t("rules-empty-start")}</p>
    <div class="starters">${starters.map(([key, make]) => html`<button type="button" class="btn" data-test=${key} @click=${() => begin(make())}>${icon("plus")}${t(key)}</button>`)}</div>
  </section>`;
}
