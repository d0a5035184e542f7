import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { tellAsked } from "../change/asking.ts";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { Fault, LifePreview, LifeRequest, LifeStep } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { notes, purchase } from "./card.ts";

/** A step in a customer's life: what it means first; an end also wants the customer's name typed, on a page of its own. */
export class LifeDialog extends View {
  static override properties = {
    wanted: { state: true },
    sure: { state: true },
    typed: { state: true },
    asking: { state: true },
    failed: { state: true },
  };
  declare wanted: LifeRequest | undefined;
  declare sure: boolean;
  declare typed: string;
  declare asking: boolean;
  declare failed: Fault | undefined;
  #preview = new Query(this, "preview_step", () => this.wanted, ["customer", "intents"]);

  open(wanted: LifeRequest): void {
    this.wanted = wanted;
    this.sure = false;
    this.typed = "";
    this.failed = undefined;
    this.#preview.clear();
    void this.#preview.ask();
    this.querySelector("dialog")?.showModal();
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  #closed(): void {
    this.wanted = undefined;
    this.#preview.clear();
  }

  /** The name as it must be typed; blanks are not what somebody could get wrong. */
  #isNamed({ typeName }: LifePreview): boolean {
    return typeName === null || words(this.typed) === words(typeName);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted } = this;
    const preview = this.#preview.reply;
    if (!wanted || !preview || preview.refused || this.asking) return;
    if (preview.typeName !== null && !this.sure) {
      this.sure = true;
      await this.updateComplete;
      this.querySelector<HTMLElement>("[data-test=typed-name]")?.focus();
      return;
    }
    if (!this.#isNamed(preview)) {
      this.querySelector<HTMLElement>("[data-test=typed-name]")?.focus();
      return;
    }
    const reason = this.querySelector<HTMLInputElement>("[name=life-reason]")?.value.trim() ?? "";
    this.asking = true;
    try {
      tellAsked(await host().call("take_step", { ...wanted, typed: this.typed, reason }), "asked");
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.asking = false;
  }

  override render() {
    const { wanted } = this;
    const { reply: preview, fault } = this.#preview;
    const step = wanted?.step ?? "activate";
    const trouble = this.failed ?? fault;
    return html`<dialog class="dialog change" aria-labelledby="life-title" data-test="life-dialog" data-step=${step} @close=${this.#closed}>
      <header><h2 id="life-title">${preview ? t(`${step}-title`, { customer: preview.customer }) : t(`action-${step}`)}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      ${
        wanted
          ? html`<form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        ${preview ? (this.sure ? this.#typing(preview) : this.#facts(preview)) : fault ? nothing : html`<p class="muted">${t("life-opening")}</p>`}
        ${trouble ? faultNote(trouble, { again: () => void this.#preview.ask() }) : nothing}
        <div class="row actions">${preview && !preview.refused ? this.#button(preview) : nothing}
          <button type="button" class="btn" data-test="life-leave" @click=${this.#close}>${t(`${step}-leave`)}</button></div>
      </form>`
          : nothing
      }
    </dialog>`;
  }

  #facts(preview: LifePreview) {
    return html`${purchase(preview)} ${notes(preview)}
      <p class="cap">${t("change-read", { time: moment(preview.readAt) })}</p>
      ${preview.refused ? html`<p class="why-not" role="status" data-test="refused">${icon("lock")}<span>${say(preview.refused)}</span></p>` : nothing}
      ${preview.refused || preview.typeName !== null ? nothing : this.#reason()}`;
  }

  #typing(preview: LifePreview) {
    const isWrong = this.typed.trim() !== "" && !this.#isNamed(preview);
    return html`<p class="cau last-word">${icon("alert")}<b>${t("cancel-last-word", { customer: preview.customer })}</b></p>
      <div class="field"><label for="typed-name">${t("cancel-type", { name: preview.typeName ?? "" })}</label>
        <input id="typed-name" data-test="typed-name" autocomplete="off" spellcheck="false" aria-invalid=${isWrong ? "true" : nothing} aria-describedby="typed-name-why"
          .value=${live(this.typed)} @input=${(event: Event) => {
            this.typed = (event.target as HTMLInputElement).value;
          }} />
        <p class="hint" id="typed-name-why">${t("cancel-type-why")}</p></div>
      ${this.#reason()}`;
  }

  #reason() {
    return html`<div class="field"><label for="life-reason">${t("reason")} <span class="optional">${t("optional")}</span></label><input id="life-reason" name="life-reason" data-test="life-reason" autocomplete="off" /></div>`;
  }

  #button(preview: LifePreview) {
    const { step } = preview;
    const isLast = preview.typeName === null || this.sure;
    const mayNot = this.asking || (isLast && !this.#isNamed(preview));
    return html`<button type="submit" class="btn ${step === "cancel" ? "danger" : "primary"}" data-test="take-step" aria-disabled=${mayNot ? "true" : nothing}>${t(isLast ? `${step}-submit` : `${step}-go-on`)}</button>`;
  }
}

/** Opens it on a customer. */
export function openStep(subscription: string, step: LifeStep): void {
  document.querySelector("life-dialog")?.open({ subscription, step });
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}

customElements.define("life-dialog", LifeDialog);

declare global {
  interface HTMLElementTagNameMap {
    "life-dialog": LifeDialog;
  }
}
