import { html, nothing } from "lit";
import { copyButton } from "../copy.ts";
import { faultNote } from "../fault-note.ts";
import type { ExportKind, Fault } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { type HistoryPlace, hashOf } from "../place.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import "./history-list.ts";

/** Everything that was done from here, with the ids that Microsoft's support asks for. */
export class HistoryScreen extends View {
  static override properties = { place: { attribute: false }, written: { state: true }, failed: { state: true } };
  declare place: HistoryPlace;
  declare written: string | undefined;
  declare failed: Fault | undefined;
  /** Whose it is, where it is one customer's. */
  #customer = new Query(this, "customer", () =>
    this.place?.subscription ? { id: this.place.subscription } : undefined,
  );

  async #export(kind: ExportKind): Promise<void> {
    this.failed = undefined;
    try {
      this.written = (await host().call("export", kind)).path;
      announce(`${t("history-written")} ${this.written}`);
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
  }

  override render() {
    const { subscription } = this.place;
    const name = this.#customer.reply?.head.row.name;
    return html`<section class="page history" aria-labelledby="history-title">
      <header class="pagehead"><h1 id="history-title" tabindex="-1">${subscription && name ? t("history-title-one", { customer: name }) : t("history")}</h1>
        ${subscription ? html`<a class="btn quiet" data-test="history-all" href=${hashOf({ screen: "history", subscription: null })}>${icon("cross")}${t("history-all")}</a>` : nothing}
        <span class="grow"></span>
        <button type="button" class="btn" data-test="export-history" @click=${() => void this.#export("history")}>${icon("file")}${t("history-export")}</button>
        <button type="button" class="btn" data-test="export-bundle" title=${t("history-bundle-why")} @click=${() => void this.#export("support-bundle")}>${icon("box")}${t("history-bundle")}</button>
      </header>
      ${this.failed ? faultNote(this.failed) : nothing}
      ${this.written ? html`<div class="note" data-test="exported">${icon("check")}<p class="grow">${t("history-written")} <code data-test="exported-path">${this.written}</code></p>${copyButton(this.written, t("history-copy-path"))}</div>` : nothing}
      <div class="lines"><history-list .subscription=${subscription}></history-list></div>
    </section>`;
  }
}

customElements.define("history-screen", HistoryScreen);
