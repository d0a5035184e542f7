import { html, type TemplateResult } from "lit";
import type { Preferences } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { preferenceFields } from "../settings/preferences.ts";
import { speaks, t } from "../words.ts";

/** Language and look, two clicks away from anywhere. */
export function displayMenu(preferences: Preferences): TemplateResult {
  return html`<button type="button" class="btn quiet display" data-test="display-menu" popovertarget="display" title=${t("display")}>
      ${icon("moon")}<span class="soft">${speaks().toUpperCase()}</span><span class="sr">${t("display")}</span></button>
    <div id="display" popover class="sheet menu right" role="dialog" aria-label=${t("display")}>
      <div class="menu-fields">${preferenceFields(preferences, "quick")}</div>
    </div>`;
}
