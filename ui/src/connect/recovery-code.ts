import { html } from "lit";
import { copyButton } from "../copy.ts";
import type { Connected } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { go } from "../place.ts";
import { View } from "../view.ts";
import { rich, t } from "../words.ts";

/** Shown once: without it, and without this computer's key store, what is kept here cannot be read again. */
export class RecoveryCode extends View {
  static override properties = { connected: { attribute: false }, kept: { state: true } };
  declare connected: Connected;
  declare kept: boolean;

  override firstUpdated(): void {
    this.querySelector<HTMLElement>("h1")?.focus();
  }

  #done(): void {
    go({ screen: "customers", search: "", sort: [], hideCancelled: null });
  }

  #keep(event: Event): void {
    this.kept = (event.target as HTMLInputElement).checked;
  }

  override render() {
    const { recoveryCode, connection } = this.connected;
    return html`<section class="card recovery" data-test="recovery">
      <p class="pill pos">${icon("check")}${t("recovery-connected", { publisher: connection.publisher })}</p>
      <h1 tabindex="-1">${t("recovery-title")}</h1>
      <p class="soft">${rich("recovery-why")}</p>
      <div class="code"><output data-test="recovery-code" aria-label=${t("recovery-title")}>${recoveryCode}</output>${copyButton(recoveryCode ?? "", t("recovery-copy"))}</div>
      <ul class="plain"><li>${t("recovery-once")}</li><li>${t("recovery-where")}</li></ul>
      <span class="tick"><fluent-checkbox id="kept" data-test="recovery-kept" @change=${(event: Event) => this.#keep(event)}></fluent-checkbox><label for="kept">${t("recovery-kept")}</label></span>
      <button type="button" class="btn primary" data-test="recovery-done" ?disabled=${!this.kept} @click=${this.#done}>${t("recovery-done")}</button>
    </section>`;
  }
}

customElements.define("recovery-code", RecoveryCode);
