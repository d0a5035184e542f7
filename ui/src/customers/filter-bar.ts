import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import type { CustomersPlace } from "../place.ts";
import { switchField } from "../switch.ts";
import { t } from "../words.ts";
import { examples, has, quickFilters, toggled, withToken } from "./search.ts";

type Change = (part: Partial<CustomersPlace>) => void;

/** The filters people use daily, the sheet that explains all of them, and whether the cancelled are shown. */
export function filterBar(search: string, hides: boolean, change: Change): TemplateResult {
  return html`<div class="filters" role="group" aria-label=${t("filters")}>
      ${quickFilters.map(
        ({
          id,
          token,
        }) => html`<button type="button" class="chip" data-test="filter-${id}" aria-pressed=${has(search, token)}
          title=${token} @click=${() => change({ search: toggled(search, token) })}>${t(`filter-${id}`)}</button>`,
      )}
      <button type="button" class="chip more" data-test="filter-words" popovertarget="filter-words" title=${t("filter-words")}
        aria-label=${t("filter-words")}>${icon("filter")}</button>
      ${filterSheet(search, change)}
    </div>
    ${switchField("hide-cancelled", t("hide-cancelled"), hides, (hideCancelled) => change({ hideCancelled }))}`;
}

function filterSheet(search: string, change: Change): TemplateResult {
  return html`<div id="filter-words" popover class="sheet filter-sheet" role="dialog" aria-label=${t("filter-words")}>
    <div class="sheet-head"><h2>${t("filter-words")}</h2><p>${t("filter-words-how")}</p></div>
    <ul>
      ${examples.map(
        (example) => html`<li><button type="button" @click=${() => change({ search: withToken(search, example) })}>
          <code>${example}${example.endsWith(":") ? html`<i>…</i>` : nothing}</code><span>${t(`example-${key(example)}`)}</span>
        </button></li>`,
      )}
    </ul>
  </div>`;
}

function key(example: string): string {
  if (example === "ends<2027-01-01") return "ends-day";
  return example.replace(/[:<>].*$/, "");
}
