import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { faultNote } from "../fault-note.ts";
import type { Fault } from "../gen/desk.gen.ts";
import { asFault } from "../host/host.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { dropHook } from "./moving.ts";

interface Wanted {
  item: string;
  customer: string;
}

/** Asks why, before what is stuck at the relay is given up for good. */
export class DropDialog extends View {
  static override properties = {
    wanted: { state: true },
    reason: { state: true },
    busy: { state: true },
    failed: { state: true },
  };
  declare wanted: Wanted | undefined;
  declare reason: string;
  declare busy: boolean;
  declare failed: Fault | undefined;

  open(wanted: Wanted): void {
    Object.assign(this, { wanted, reason: "", busy: false, failed: undefined });
    void this.updateComplete.then(() => this.querySelector("dialog")?.showModal());
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted, reason } = this;
    if (!wanted || this.busy) return;
    this.busy = true;
    this.failed = undefined;
    try {
      await dropHook(wanted.item, reason);
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
      this.querySelector<HTMLElement>("#drop-reason")?.focus();
    }
    this.busy = false;
  }

  override render() {
    const { wanted } = this;
    return html`<dialog class="dialog" aria-labelledby="drop-title" data-test="drop-dialog" @close=${() => {
      this.wanted = undefined;
    }}>${wanted ? this.#body(wanted) : nothing}</dialog>`;
  }

  #body({ customer }: Wanted): TemplateResult {
    return html`<header><h2 id="drop-title">${t("drop-title", { customer: customer || t("no-name") })}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        <p>${t("drop-why")}</p>
        <div class="field"><label for="drop-reason">${t("reason")}</label>
          <textarea id="drop-reason" class="plain-text" rows="2" maxlength="500" required autofocus data-test="drop-reason" aria-describedby="drop-reason-hint"
            .value=${live(this.reason)} @input=${(event: Event) => {
              this.reason = (event.target as HTMLTextAreaElement).value;
            }}></textarea>
          <p class="hint" id="drop-reason-hint">${t("drop-reason-hint")}</p></div>
        ${this.failed ? faultNote(this.failed) : nothing}
        <div class="row"><span class="grow"></span><button type="button" class="btn" @click=${this.#close}>${t("change-leave")}</button>
          <button type="submit" class="btn primary" data-test="drop-confirm" aria-disabled=${this.busy ? "true" : nothing}>${t("drop-confirm")}</button></div>
      </form>`;
  }
}

customElements.define("drop-dialog", DropDialog);

/** Asks in the dialog of the page, wherever the button stood. */
export function openDrop(wanted: Wanted): void {
  document.querySelector("drop-dialog")?.open(wanted);
}

declare global {
  interface HTMLElementTagNameMap {
    "drop-dialog": DropDialog;
  }
}
