import { html, type TemplateResult } from "lit";
import type { Language, Preferences } from "../gen/desk.gen.ts";
import { sign } from "../icons.ts";
import { prefer } from "../settings/preferences.ts";
import { speaks, t } from "../words.ts";

/** The page before there is anything to show: a head, the language, one task. */
export function setup(preferences: Preferences, content: TemplateResult): TemplateResult {
  const choose = (event: Event) =>
    prefer({ ...preferences, language: (event.target as HTMLSelectElement).value as Language });
  return html`<div class="setup">
    <header><div class="mark">${sign()}<b>${t("app")}</b></div>
      <select data-test="setup-language" aria-label=${t("language")} .value=${speaks()} @change=${choose}>
        ${(["en", "fr"] as const).map((one) => html`<option value=${one} ?selected=${one === speaks()}>${t(`language-${one}`)}</option>`)}
      </select></header>
    <main>${content}</main>
  </div>`;
}
