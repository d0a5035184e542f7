import { html, nothing } from "lit";
import { moment } from "../format.ts";
import type { SyncLine } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { explain, rich, t } from "../words.ts";
import { trySync } from "./try-now.ts";

/** Says that what is shown is not of now, since when, and what to do. */
export class OfflineBanner extends View {
  static override properties = { sync: { attribute: false } };
  declare sync: SyncLine | null;

  override render() {
    const { sync } = this;
    if (!sync || (sync.state !== "offline" && sync.state !== "failing")) return nothing;
    const since = sync.since ? moment(sync.since) : "";
    const time = sync.syncedAt ? moment(sync.syncedAt) : "";
    const failing = sync.state === "failing";
    return html`<div class="banner ${failing ? "critical" : "caution"}" role="status" data-test="banner" data-state=${sync.state}>
      ${icon(failing ? "alert" : "off")}
      <span class="grow">${failing && sync.fault ? html`<b>${explain(sync.fault)}</b> ` : rich("banner-offline", { since })} ${time ? rich("banner-data-of", { time }) : t("banner-no-data")}</span>
      ${sync.fault?.code === "sign-in" ? html`<a class="btn" href="#/connect/current">${t("fault-open-connection")}</a>` : nothing}
      <button type="button" class="btn" data-test="try-now" @click=${trySync}>${icon("again")}${t("try-now")}</button>
    </div>`;
  }
}

customElements.define("offline-banner", OfflineBanner);
