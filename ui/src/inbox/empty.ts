import { html, nothing, type TemplateResult } from "lit";
import { moment, number } from "../format.ts";
import type { SyncLine } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { explain, t } from "../words.ts";

/** Why nothing is shown: nothing fits, nothing was read yet, or nothing needs anybody. */
export function emptyInbox(
  search: string,
  everything: number,
  sync: SyncLine | null,
  change: (search: string) => void,
): TemplateResult {
  const asOf = sync?.syncedAt ? t("right-as-of", { time: moment(sync.syncedAt) }) : "";
  if (search.trim())
    return html`<div class="empty" data-test="empty" data-why="filter">${icon("search")}
      <h2>${t("inbox-empty-filter", { search: search.trim() })}</h2>
      <p>${t("inbox-empty-of", { count: everything, everything: number(everything) })} ${asOf}</p>
      <div class="row"><button type="button" class="btn" data-test="clear-inbox-search" @click=${() => change("")}>${t("clear-search")}</button></div></div>`;
  if (sync && !sync.syncedAt)
    return html`<div class="empty" data-test="empty" data-why="never">${icon(sync.state === "sweeping" ? "working" : "off")}
      <h2>${t("empty-never")}</h2><p>${sync.fault ? explain(sync.fault) : t("inbox-empty-never")}</p></div>`;
  return html`<div class="empty" data-test="empty" data-why="none">${icon("check")}
    <h2>${t("inbox-empty")}</h2><p>${t("inbox-empty-why")} ${asOf || nothing}</p></div>`;
}
