import { html, nothing, type TemplateResult } from "lit";
import { moment, number } from "../format.ts";
import type { SyncLine } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import type { CustomersPlace } from "../place.ts";
import { explain, t } from "../words.ts";

type Change = (part: Partial<CustomersPlace>) => void;

/** Why nothing is shown, when that was last right, and the way out. */
export function emptyState(
  search: string,
  hides: boolean,
  everything: number | undefined,
  sync: SyncLine | null,
  change: Change,
): TemplateResult {
  const asOf = sync?.syncedAt ? t("right-as-of", { time: moment(sync.syncedAt) }) : "";
  if (search.trim() || (everything ?? 0) > 0) {
    return html`<div class="empty" data-test="empty" data-why="filter">
      ${icon("search")}
      <h2>${search.trim() ? t("empty-filter", { search: search.trim() }) : t("empty-all-cancelled")}</h2>
      <p>${everything === undefined ? nothing : t("empty-filter-of", { everything: number(everything) })} ${hides ? t("empty-hidden") : nothing} ${asOf}</p>
      <div class="row">
        ${search.trim() ? html`<button type="button" class="btn" data-test="clear-search" @click=${() => change({ search: "" })}>${t("clear-search")}</button>` : nothing}
        ${hides ? html`<button type="button" class="btn" data-test="show-cancelled" @click=${() => change({ hideCancelled: false })}>${t("show-cancelled")}</button>` : nothing}
      </div>
    </div>`;
  }
  if (sync && !sync.syncedAt) return neverRead(sync);
  return html`<div class="empty" data-test="empty" data-why="none">
    ${icon("people")}<h2>${t("empty-none")}</h2><p>${t("empty-none-why")} ${asOf}</p>
  </div>`;
}

function neverRead(sync: SyncLine): TemplateResult {
  if (sync.state === "sweeping") {
    return html`<div class="empty" data-test="empty" data-why="first-sweep">
      ${icon("working")}<h2>${t("empty-first")}</h2>
      <p>${t("empty-first-why", { count: sync.progress?.subscriptions ?? 0 })}</p>
    </div>`;
  }
  return html`<div class="empty" data-test="empty" data-why="never">
    ${icon(sync.state === "offline" ? "off" : "alert")}<h2>${t("empty-never")}</h2>
    <p>${sync.fault ? explain(sync.fault) : t("empty-never-why")}</p>
  </div>`;
}
