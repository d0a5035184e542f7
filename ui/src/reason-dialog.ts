import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { faultNote } from "./fault-note.ts";
import type { Fault } from "./gen/desk.gen.ts";
import { asFault } from "./host/host.ts";
import { icon } from "./icons.ts";
import { View } from "./view.ts";
import { t } from "./words.ts";

/** Something that is done only after a second look, most of it with a reason. */
export interface Weighty {
  title: string;
  why: string;
  /** What the button says. */
  act: string;
  /** Who reads the reason; nothing where none is asked for. */
  reason?: string;
  /** What it will do, once that is known. */
  told?: Promise<TemplateResult>;
  run(reason: string): Promise<void>;
}

/** Asks once more, and why. The page has one. */
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
    this.missing = Boolean(wanted.reason) && !reason;
    if (this.missing) return this.#toReason();
    this.busy = true;
    this.failed = undefined;
    try {
      await wanted.run(reason);
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
      this.#toReason();
    }
    this.busy = false;
  }

  #toReason(): void {
    this.querySelector<HTMLElement>("#weighty-reason")?.focus();
  }

  override render() {
    const { wanted } = this;
    return html`<dialog class="dialog" aria-labelledby="weighty-title" data-test="reason-dialog" @close=${() => {
      this.wanted = undefined;
    }}>${wanted ? this.#body(wanted) : nothing}</dialog>`;
  }

  #body({ title, why, act, reason }: Weighty): TemplateResult {
    return html`<header><h2 id="weighty-title">${title}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <form class="change-body" novalidate @submit=${(event: Event) => void this.#submit(event)}>
        <p>${why}</p>${this.told ?? nothing}
        ${reason ? this.#field(reason) : nothing}
        ${this.failed ? faultNote(this.failed) : nothing}
        <div class="row"><span class="grow"></span><button type="button" class="btn" @click=${this.#close}>${t("change-leave")}</button>
          <button type="submit" class="btn primary" data-test="reason-act" aria-disabled=${this.busy ? "true" : nothing}>${act}</button></div>
      </form>`;
  }

  #field(readers: string): TemplateResult {
    const bad = this.missing && !this.reason.trim();
    return html`<div class="field"><label for="weighty-reason">${t("reason")}</label>
      <textarea id="weighty-reason" class="plain-text" rows="2" maxlength="500" required autofocus data-test="weighty-reason" aria-invalid=${bad ? "true" : nothing} aria-describedby="weighty-reason-hint"
        .value=${live(this.reason)} @input=${(event: Event) => {
          this.reason = (event.target as HTMLTextAreaElement).value;
        }}></textarea>
      <p class="hint ${bad ? "neg" : ""}" id="weighty-reason-hint">${bad ? html`${icon("alert")}${t("reason-missing")}` : readers}</p></div>`;
  }
}

customElements.define("reason-dialog", ReasonDialog);

/** Asks in the dialog of the page, wherever the button stood. */
export function askWhy(wanted: Weighty): void {
  document.querySelector("reason-dialog")?.open(wanted);
}

declare global {
  interface HTMLElementTagNameMap {
    "reason-dialog": ReasonDialog;
  }
}
