import { html, nothing } from "lit";
import { rawText } from "../fault-note.ts";
import { moment, number, span } from "../format.ts";
import type { MissingSubscription, QuarantinedRecord, SyncLine } from "../gen/desk.gen.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { hashOf } from "../place.ts";
import { View } from "../view.ts";
import { explain, say, t } from "../words.ts";
import { trySync } from "./try-now.ts";

const SHOWN = 20;

/** What the sync line means, what was set aside, and the one button that helps. */
export class SyncDetailsSheet extends View {
  static override properties = { sync: { attribute: false } };
  declare sync: SyncLine | null;
  #open = false;
  #details = new Query(this, "sync_details", () => (this.#open ? null : undefined), ["sync"]);

  override firstUpdated(): void {
    this.addEventListener("toggle", (event) => {
      this.#open = (event as ToggleEvent).newState === "open";
      void this.#details.ask();
    });
  }

  override render() {
    const line = this.#details.reply?.line ?? this.sync;
    if (!line) return nothing;
    const { quarantined = [], missing = [] } = this.#details.reply ?? {};
    return html`<div class="sheet-head"><h2>${t(`sync-title-${line.state}`)}</h2><p>${this.#meaning(line)}</p>
        ${line.fault ? html`<p class="neg" data-test="sync-fault">${explain(line.fault)}</p>${rawText(line.fault)}` : nothing}
      </div>
      <dl class="dl">
        <dt>${t("sync-last")}</dt><dd>${line.syncedAt ? moment(line.syncedAt) : t("never")}</dd>
        <dt>${t("sync-count")}</dt><dd>${number(line.subscriptions)}</dd>
        ${line.clockSkewSeconds === null ? nothing : html`<dt>${t("sync-clock")}</dt><dd>${t("sync-clock-apart", { time: span(Math.abs(line.clockSkewSeconds)) })}</dd>`}
      </dl>
      ${missing.length ? this.#missing(missing) : nothing}
      ${quarantined.length ? this.#quarantined(quarantined) : nothing}
      <div class="sheet-foot"><span class="grow cap">${t("sync-own-pace")}</span>
        <button type="button" class="btn primary" data-test="sync-now" ?disabled=${line.state === "sweeping"} @click=${trySync}>${icon("again")}${t(line.state === "idle" ? "read-now" : "try-now")}</button>
      </div>`;
  }

  #meaning(line: SyncLine): string {
    const time = line.syncedAt ? moment(line.syncedAt) : t("never");
    return t(`sync-means-${line.state}${line.firstSweep && line.state === "sweeping" ? "-first" : ""}`, { time });
  }

  #missing(list: MissingSubscription[]) {
    return html`<section><h3>${t("sync-missing-title", { count: list.length })}</h3><p class="cap">${t("sync-missing-why")}</p>
      <ul>${list
        .slice(0, SHOWN)
        .map(
          ({ id, name, missedAt }) =>
            html`<li>${icon("gone", "cau")}<a href=${hashOf({ screen: "customer", id, tab: "timeline" })} @click=${() => this.hidePopover()}>${name}</a><span class="cap">${moment(missedAt)}</span></li>`,
        )}</ul>${more(list.length)}</section>`;
  }

  #quarantined(list: QuarantinedRecord[]) {
    return html`<section><h3>${t("sync-quarantined-title", { count: list.length })}</h3><p class="cap">${t("sync-quarantined-why")}</p>
      <ul>${list.slice(0, SHOWN).map(
        (record) => html`<li class="record">${icon("alert", "cau")}<details data-test="quarantined"><summary>
            <span class="mono trunc">${record.subscriptionId ?? t("sync-no-id")}</span><span class="cap">${say(record.misread)}</span></summary>
          <div class="raw"><pre tabindex="0">${record.raw}</pre></div></details><span class="cap">${moment(record.firstSeenAt)}</span></li>`,
      )}</ul>${more(list.length)}</section>`;
  }
}

function more(count: number) {
  return count > SHOWN ? html`<p class="cap">${t("and-more", { count: count - SHOWN })}</p>` : nothing;
}

customElements.define("sync-details", SyncDetailsSheet);
