import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { tellAsked } from "../change/asking.ts";
import { faultNote } from "../fault-note.ts";
import type { AccessAction, Fault } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";

interface Wanted {
  subscription: string;
  customer: string;
  action: AccessAction;
}

/** Asks why, and says what will be told to whom, before an access is changed. */
export class AccessDialog extends View {
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
      const { subscription, action } = wanted;
      tellAsked(await host().call("change_access", { subscription, action, reason }), "asked");
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
      this.querySelector<HTMLElement>("#access-reason")?.focus();
    }
    this.busy = false;
  }

  override render() {
    const { wanted } = this;
    return html`<dialog class="dialog" aria-labelledby="access-title" data-test="access-dialog" @close=${() => {
      this.wanted = undefined;
    }}>${wanted ? this.#body(wanted) : nothing}</dialog>`;
  }

  #body({ customer, action }: Wanted): TemplateResult {
    return html`<header><h2 id="access-title">${t(`access-dialog-${action}`, { customer: customer || t("no-name") })}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        <p>${t(`access-dialog-${action}-why`)}</p>
        <div class="field"><label for="access-reason">${t("access-reason")}</label>
          <textarea id="access-reason" class="plain-text" rows="2" maxlength="500" required autofocus data-test="access-reason" aria-describedby="access-reason-hint"
            .value=${live(this.reason)} @input=${(event: Event) => {
              this.reason = (event.target as HTMLTextAreaElement).value;
            }}></textarea>
          <p class="hint" id="access-reason-hint">${t("access-reason-hint")}</p></div>
        ${this.failed ? faultNote(this.failed) : nothing}
        <div class="row"><span class="grow"></span><button type="button" class="btn" @click=${this.#close}>${t("change-leave")}</button>
          <button type="submit" class="btn primary" data-test="access-confirm" aria-disabled=${this.busy ? "true" : nothing}>${t(`access-confirm-${action}`)}</button></div>
      </form>`;
  }
}

customElements.define("access-dialog", AccessDialog);

declare global {
  interface HTMLElementTagNameMap {
    "access-dialog": AccessDialog;
  }
}
