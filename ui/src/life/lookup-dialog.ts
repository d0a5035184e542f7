import { html } from "lit";
import { faultNote } from "../fault-note.ts";
import type { Fault } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { hashOf } from "../place.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";

/** A purchase found by the link, or the token, that a customer handed on. What is pasted is forgotten when it closes. */
export class LookupDialog extends View {
  static override properties = { asking: { state: true }, failed: { state: true } };
  declare asking: boolean;
  declare failed: Fault | undefined;

  open(): void {
    this.failed = undefined;
    this.querySelector("dialog")?.showModal();
    this.#field?.focus();
  }

  get #field(): HTMLTextAreaElement | null {
    return this.querySelector("#purchase-link");
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  #closed(): void {
    if (this.#field) this.#field.value = "";
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.asking) return;
    this.asking = true;
    try {
      const { subscription } = await host().call("look_up_purchase", this.#field?.value ?? "");
      this.#close();
      location.hash = hashOf({ screen: "customer", id: subscription, tab: "timeline" });
    } catch (thrown) {
      this.failed = asFault(thrown);
      this.#field?.focus();
    }
    this.asking = false;
  }

  override render() {
    return html`<dialog class="dialog change" aria-labelledby="lookup-title" data-test="lookup-dialog" @close=${this.#closed}>
      <header><h2 id="lookup-title">${t("lookup-title")}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        <div class="field"><label for="purchase-link">${t("lookup-link")}</label>
          <textarea id="purchase-link" class="plain-text" rows="3" autocomplete="off" spellcheck="false" data-test="purchase-link" aria-describedby="lookup-why"></textarea>
          <p class="hint" id="lookup-why">${t("lookup-why")}</p></div>
        ${this.failed ? faultNote(this.failed) : ""}
        <div class="row actions"><button type="submit" class="btn primary" data-test="look-up" aria-disabled=${this.asking ? "true" : "false"}>${t("lookup-submit")}</button>
          <button type="button" class="btn" @click=${this.#close}>${t("lookup-leave")}</button></div>
      </form>
    </dialog>`;
  }
}

customElements.define("lookup-dialog", LookupDialog);

declare global {
  interface HTMLElementTagNameMap {
    "lookup-dialog": LookupDialog;
  }
}
