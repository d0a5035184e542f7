import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { faultNote } from "../fault-note.ts";
import type { Fault } from "../gen/desk.gen.ts";
import { asFault } from "../host/host.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";

/** Something that is done only after a second look, most of it with a reason. */
export interface Weighty {
  title: string;
  why: string;
  /** What the button says. */
  act: string;
  /** Whether a reason is asked for. */
  reason: boolean;
  /** What it will do, once that is known. */
  told?: Promise<TemplateResult>;
  run(reason: string): Promise<void>;
}

/** Asks once more, and why. */
export class ReasonDialog extends View {
  static override properties = {
    wanted: { state: true },
    reason: { state: true },
    missing: { state: true },
    busy: { state: true },
    failed: { state: true },
    told: { state: true },
  };
  declare wanted: Weighty | undefined;
  declare reason: string;
  declare missing: boolean;
  declare busy: boolean;
  declare failed: Fault | undefined;
  declare told: TemplateResult | undefined;

  open(wanted: Weighty): void {
    Object.assign(this, { wanted, reason: "", missing: false, busy: false, failed: undefined, told: undefined });
    wanted.told?.then(
      (told) => {
        if (this.wanted === wanted) this.told = told;
      },
      (thrown) => {
        if (this.wanted === wanted) this.failed = asFault(thrown);
      },
    );
    void this.updateComplete.then(() => this.querySelector("dialog")?.showModal());
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted } = this;
    if (!wanted || this.busy) return;
    const reason = this.reason.trim();
    if (wanted.reason && !reason) {
      this.missing = true;
      this.querySelector<HTMLElement>("#rules-reason")?.focus();
      return;
    }
    this.busy = true;
    this.failed = undefined;
    try {
      await wanted.run(reason);
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.busy = false;
  }

  override render() {
    const { wanted } = this;
    return html`<dialog class="dialog" aria-labelledby="reason-title" data-test="reason-dialog" @close=${() => {
      this.wanted = undefined;
    }}>
      ${wanted ? this.#body(wanted) : nothing}
    </dialog>`;
  }

  #body({ title, why, act, reason }: Weighty): TemplateResult {
    return html`<header><h2 id="reason-title">${title}</h2><button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        <p>${why}</p>${this.told ?? nothing}
        ${reason ? this.#field() : nothing}
        ${this.failed ? faultNote(this.failed) : nothing}
        <div class="row"><span class="grow"></span><button type="button" class="btn" @click=${this.#close}>${t("close")}</button>
          <button type="submit" class="btn primary" data-test="reason-act" ?disabled=${this.busy}>${act}</button></div>
      </form>`;
  }

  #field(): TemplateResult {
    const bad = this.missing && !this.reason.trim();
    return html`<div class="field"><label for="rules-reason">${t("rules-reason")}</label>
      <textarea id="rules-reason" class="plain-text" rows="2" required autofocus data-test="rules-reason" placeholder=${t("rules-reason-placeholder")} aria-invalid=${bad ? "true" : nothing} aria-describedby="rules-reason-why"
        .value=${live(this.reason)} @input=${(event: Event) => {
          this.reason = (event.target as HTMLTextAreaElement).value;
        }}></textarea>
      <p class="hint neg" id="rules-reason-why">${bad ? html`${icon("alert")}${t("rules-reason-missing")}` : nothing}</p></div>`;
  }
}

customElements.define("reason-dialog", ReasonDialog);

declare global {
  interface HTMLElementTagNameMap {
    "reason-dialog": ReasonDialog;
  }
}
