import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { faultNote } from "../fault-note.ts";
import type { ChangeRequest, Fault, WantedChange } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { tellAsked } from "./asking.ts";
import { compare } from "./compare.ts";
import { letPass, stands } from "./pass.ts";

const AFTER_TYPING = 150;

/** The fewest and most seats, where they are known. */
export interface SeatLimits {
  min: number | null;
  max: number | null;
}

/** What a change belongs to. */
export interface About {
  limits?: SeatLimits | undefined;
  /** The held request that is approved by it. */
  item?: string;
  /** The publisher may not make it: the customer's next such request is let pass in its place. */
  pass?: boolean;
}

/** A change of plan or seats: seen as a change first, agreed to by the customer, then asked for or let pass. */
export class ChangeDialog extends View {
  static override properties = {
    wanted: { state: true },
    consent: { state: true },
    missing: { state: true },
    asking: { state: true },
    failed: { state: true },
  };
  declare wanted: ChangeRequest | undefined;
  declare consent: string;
  declare missing: boolean;
  declare asking: boolean;
  declare failed: Fault | undefined;
  #limits: SeatLimits = { min: null, max: null };
  /** The held request that is approved by it. */
  #item: string | null = null;
  #pass = false;
  #typing = 0;
  #preview = new Query(this, "preview_change", () => this.wanted, ["customer", "intents"]);

  open(change: ChangeRequest, { limits = { min: null, max: null }, item, pass = false }: About = {}): void {
    this.#limits = limits;
    this.#item = item ?? null;
    this.#pass = pass;
    this.wanted = { subscription: change.subscription, change: change.change };
    this.consent = "";
    this.missing = false;
    this.failed = undefined;
    this.#preview.clear();
    void this.#preview.ask();
    const reason = this.querySelector<HTMLInputElement>("[name=reason]");
    if (reason) reason.value = "";
    this.querySelector("dialog")?.showModal();
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  #closed(): void {
    clearTimeout(this.#typing);
    this.wanted = undefined;
    this.#preview.clear();
  }

  #seats(text: string): void {
    const { wanted } = this;
    const to = Number(text);
    if (!wanted || !Number.isInteger(to) || to < 0) return;
    this.wanted = { ...wanted, change: { kind: "seats", to } };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#preview.ask(), AFTER_TYPING);
  }

  /** What is shown answers what is wanted: only then may it be asked for. */
  get #current(): boolean {
    const { reply } = this.#preview;
    return reply !== undefined && same(reply.change, this.wanted?.change);
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted } = this;
    const consent = this.consent.trim();
    const { reply } = this.#preview;
    if (!wanted || this.asking || !this.#current || stands(reply?.refused, this.#pass)) return;
    if (!consent) {
      this.missing = true;
      this.querySelector<HTMLElement>("[data-test=consent]")?.focus();
      return;
    }
    const reason = this.querySelector<HTMLInputElement>("[name=reason]")?.value.trim() ?? "";
    this.asking = true;
    try {
      if (this.#pass && this.#item) {
        await letPass(this.#item, consent, reason);
        announce(t("toast-let-pass", { customer: reply?.customer ?? "" }));
      } else tellAsked(await host().call("submit_change", { ...wanted, consent, reason, item: this.#item }), "asked");
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.asking = false;
  }

  override render() {
    const { wanted } = this;
    const { reply: preview, fault } = this.#preview;
    const kind = wanted?.change.kind ?? "plan";
    const title = preview
      ? t(`change-title-${this.#pass ? "pass" : kind}`, { customer: preview.customer })
      : t("change");
    const refused = stands(preview?.refused, this.#pass);
    const submit = this.#pass ? t("action-let-pass") : t(`change-submit-${kind}`);
    const trouble = this.failed ?? fault;
    return html`<dialog class="dialog change" aria-labelledby="change-dialog-title" data-test="change-dialog" @close=${this.#closed}>
      <header><h2 id="change-dialog-title">${title}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      ${
        wanted
          ? html`<form class="change-body" @submit=${(event: Event) => void this.#submit(event)}>
        ${wanted.change.kind === "seats" && !this.#item ? this.#seatField(wanted.change.to) : nothing}
        ${preview ? compare(preview) : fault ? nothing : html`<p class="muted">${t("change-opening")}</p>`}
        ${trouble ? faultNote(trouble, { again: () => void this.#preview.ask() }) : nothing}
        ${this.#pass ? html`<p data-test="pass-why">${t("pass-why")}</p>` : nothing}
        ${refused ? html`<p class="why-not" role="status" data-test="refused">${icon("lock")}<span>${say(refused)}</span></p>` : this.#consentFields()}
        <div class="row actions">
          ${refused ? nothing : html`<button type="submit" class="btn primary" data-test="submit-change" aria-disabled=${this.asking || !this.#current ? "true" : nothing}>${submit}</button>`}
          <button type="button" class="btn" @click=${this.#close}>${t("change-leave")}</button></div>
      </form>`
          : nothing
      }
    </dialog>`;
  }

  #seatField(to: number) {
    const { min, max } = this.#limits;
    const hint =
      min !== null && max !== null
        ? t("seats-between", { min, max })
        : min !== null
          ? t("seats-least", { min })
          : max !== null
            ? t("seats-most", { max })
            : "";
    return html`<div class="field narrow"><label for="change-seats">${t("change-seats-new")}</label>
      <input id="change-seats" type="number" inputmode="numeric" step="1" min=${min ?? 0} max=${max ?? nothing} data-test="change-seats" aria-describedby="change-seats-hint"
        .value=${live(String(to))} @input=${(event: Event) => this.#seats((event.target as HTMLInputElement).value)} />
      <p class="hint" id="change-seats-hint">${hint}</p></div>`;
  }

  #consentFields() {
    const bad = this.missing && !this.consent.trim();
    return html`<div class="field"><label for="change-consent">${t("consent")}</label>
        <textarea id="change-consent" class="plain-text" rows="2" required data-test="consent" aria-invalid=${bad ? "true" : nothing} aria-describedby="change-consent-why" placeholder=${t("consent-placeholder")}
          .value=${live(this.consent)} @input=${(event: Event) => {
            this.consent = (event.target as HTMLTextAreaElement).value;
          }}></textarea>
        <p class="hint ${bad ? "neg" : ""}" id="change-consent-why">${bad ? icon("alert") : nothing}${t(bad ? "no-consent" : this.#pass ? "pass-consent-why" : "consent-why")}</p></div>
      <div class="field"><label for="change-reason">${t("reason")} <span class="optional">${t("optional")}</span></label><input id="change-reason" name="reason" data-test="change-reason" autocomplete="off" /></div>`;
  }
}

function same(one: WantedChange, other: WantedChange | undefined): boolean {
  return one.kind === other?.kind && one.to === other.to;
}

customElements.define("change-dialog", ChangeDialog);

declare global {
  interface HTMLElementTagNameMap {
    "change-dialog": ChangeDialog;
  }
}
