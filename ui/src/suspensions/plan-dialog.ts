import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { faultNote } from "../fault-note.ts";
import { day, money, number } from "../format.ts";
import type { Fault, SuspensionCard, SuspensionStage } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { notes } from "../inbox/notes.ts";
import { tomorrow } from "../inbox/snooze-times.ts";
import { announce } from "../live.ts";
import { hashOf } from "../place.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { isOpen, movable } from "./columns.ts";
import { daysWord, tone } from "./days.ts";
import { dayIn, remindAt } from "./reminder.ts";
import { steps } from "./story.ts";

/** What is typed first. */
export type Into = "stage" | "step" | "note";

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** One suspension, unfolded: what is known, what comes next, and what people did about it. */
export class PlanDialog extends View {
  static override properties = {
    card: { state: true },
    stage: { state: true },
    step: { state: true },
    owner: { state: true },
    date: { state: true },
    busy: { state: true },
    failed: { state: true },
  };
  declare card: SuspensionCard | undefined;
  declare stage: SuspensionStage;
  declare step: string;
  declare owner: string;
  /** The day of the reminder, as its field holds it. */
  declare date: string;
  declare busy: boolean;
  declare failed: Fault | undefined;
  /** Only what can be planned can be typed into. */
  #readOnly = false;
  #story = new Query(this, "suspension_story", () => (this.card?.item ? { id: this.card.item } : undefined), ["inbox"]);

  open(card: SuspensionCard, readOnly: boolean, into: Into, stage: SuspensionStage = card.stage): void {
    const { nextStep: step, owner } = card;
    this.#readOnly = readOnly || !isOpen(card) || !card.item;
    Object.assign(this, {
      card,
      stage,
      step,
      owner: owner ?? "",
      date: dayIn(card.remindAt, zone()),
      busy: false,
      failed: undefined,
    });
    this.#story.clear();
    const story = this.#story.ask();
    void this.updateComplete.then(async () => {
      this.querySelector("dialog")?.showModal();
      this.#enter(into);
      // Where the note is written comes with what was written before.
      await story;
      await this.updateComplete;
      if (into === "note") this.#enter(into);
    });
  }

  #enter(into: Into): void {
    const field = { stage: "[name=stage]:checked", step: "[name=step]", note: "[data-test=note-text]" };
    this.querySelector<HTMLElement>(field[into])?.focus();
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { card } = this;
    if (!card?.item || this.busy || this.#readOnly) return;
    const at = remindAt(this.date, card, Date.now(), zone());
    if (at === undefined) {
      this.querySelector<HTMLElement>("[name=date]")?.focus();
      return;
    }
    this.busy = true;
    this.failed = undefined;
    try {
      const { item, customer } = card;
      await host().call("plan_suspension", { item, stage: this.stage, nextStep: this.step, remindAt: at });
      const owner = this.owner.trim() || null;
      if (owner !== card.owner) await host().call("assign", { item, owner });
      announce(t("suspension-planned", { customer }));
      this.#close();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.busy = false;
  }

  async #note(item: string, text: string): Promise<boolean> {
    try {
      await host().call("write_note", { item, text });
      announce(t("toast-noted"));
      return true;
    } catch (thrown) {
      this.failed = asFault(thrown);
      return false;
    }
  }

  override render() {
    const { card } = this;
    return html`<dialog class="dialog suspension" aria-labelledby="suspension-title" data-test="suspension-dialog" @close=${() => {
      this.card = undefined;
      this.dispatchEvent(new CustomEvent("plan-closed"));
    }}>${card ? this.#body(card) : nothing}</dialog>`;
  }

  #body(card: SuspensionCard): TemplateResult {
    const { reply: story, fault } = this.#story;
    const { item } = card;
    return html`<header><h2 id="suspension-title">${card.customer || t("no-name")}</h2>
        <button type="button" class="icon-btn" aria-label=${t("close")} @click=${this.#close}>${icon("cross")}</button></header>
      <div class="change-body">
        ${facts(card)}
        ${this.#readOnly ? nothing : this.#form()}
        ${this.failed || fault ? faultNote((this.failed ?? fault) as Fault) : nothing}
        ${story ? html`${item && !this.#readOnly ? notes(story.notes, (text) => this.#note(item, text), "suspension-notes") : kept(story.notes)}${steps(story.steps)}` : nothing}
      </div>
      <footer class="row"><a class="btn quiet" data-test="suspension-customer" href=${hashOf({ screen: "customer", id: card.subscription, tab: "timeline" })}>${icon("person")}${t("suspension-open-customer")}</a>
        <a class="btn quiet" data-test="suspension-access" href=${hashOf({ screen: "customer", id: card.subscription, tab: "access" })}>${icon("lock")}${t("tab-access")}</a>
        ${item && isOpen(card) ? html`<a class="btn quiet" data-test="suspension-item" href=${hashOf({ screen: "inbox", search: "", item })}>${icon("inbox")}${t("suspension-open-item")}</a>` : nothing}</footer>`;
  }

  #form(): TemplateResult {
    return html`<form class="plan" @submit=${(event: Event) => void this.#save(event)}>
      <fieldset class="field stages"><legend class="label">${t("suspension-how-far")}</legend>
        <div class="row">${movable.map(
          (stage) =>
            html`<label class="stage-choice"><input type="radio" name="stage" value=${stage} data-test="stage-${stage}" .checked=${live(this.stage === stage)} @change=${() => {
              this.stage = stage;
            }} />${t(`suspension-is-${stage}`)}</label>`,
        )}</div></fieldset>
      <div class="field"><label for="suspension-step">${t(this.stage === "promised" ? "suspension-what-said" : "suspension-what-next")}</label>
        <input id="suspension-step" name="step" maxlength="500" autocomplete="off" data-test="suspension-step-text" .value=${live(this.step)} @input=${(
          event: Event,
        ) => {
          this.step = (event.target as HTMLInputElement).value;
        }} /></div>
      <div class="pair"><div class="field"><label for="suspension-date">${t("suspension-remind")}</label>
        <input id="suspension-date" name="date" type="date" data-test="suspension-date" min=${this.date && this.date === dayIn(this.card?.remindAt ?? null, zone()) ? nothing : tomorrow(Date.now(), zone())} .value=${live(this.date)} aria-describedby="suspension-date-why" @input=${(
          event: Event,
        ) => {
          this.date = (event.target as HTMLInputElement).value;
        }} /></div>
      <div class="field"><label for="suspension-owner">${t("suspension-owner")}</label>
        <input id="suspension-owner" name="owner" autocomplete="off" data-test="suspension-owner" placeholder=${t("owner-none")} .value=${live(this.owner)} @input=${(
          event: Event,
        ) => {
          this.owner = (event.target as HTMLInputElement).value;
        }} /></div></div>
      <p class="cap" id="suspension-date-why">${t("suspension-remind-why")}</p>
      <div class="row actions"><button type="submit" class="btn primary" data-test="suspension-save" aria-disabled=${this.busy ? "true" : nothing}>${t("suspension-save")}</button>
        <button type="button" class="btn" @click=${this.#close}>${t("change-leave")}</button></div>
    </form>`;
  }
}

/** What is known, and how well. */
function facts(card: SuspensionCard): TemplateResult {
  const { offer, plan, seats, since, sinceIsEstimate, endsAt, perMonth, priceSource } = card;
  const said = sinceIsEstimate ? t("suspension-by-sight") : t("suspension-by-microsoft");
  const end = card.endIsObserved ? t("suspension-by-sight") : t("suspension-by-microsoft");
  return html`<dl class="dl">
    <dt>${t("suspension-fact-plan")}</dt><dd>${offer} · ${plan}${seats === null ? nothing : html` · ${t("seats", { count: seats, seats: number(seats) })}`}</dd>
    ${since ? html`<dt>${t("suspension-fact-since")}</dt><dd>${day(since)}, ${said}</dd>` : nothing}
    ${endsAt ? html`<dt>${t("suspension-fact-ends")}</dt><dd>${t("suspension-about", { day: day(endsAt) })} · <b class=${tone(card)}>${daysWord(card)}</b></dd>` : nothing}
    ${card.endedAt ? html`<dt>${t(`suspension-is-${card.stage}`)}</dt><dd>${daysWord(card)}, ${end}</dd>` : nothing}
    <dt>${t("suspension-fact-money")}</dt><dd>${perMonth ? html`${money(perMonth.amount, perMonth.currency)}${priceSource === "price-list" ? html` · ${t("suspension-own-price")}` : nothing}` : t("suspension-unpriced-why")}</dd>
  </dl>`;
}

/** Notes of what is over. */
function kept(list: readonly { id: string; actor: string; at: string; text: string }[]) {
  if (list.length === 0) return nothing;
  return html`<section aria-labelledby="suspension-notes"><h3 id="suspension-notes">${t("notes")}</h3>
    <ul class="story">${list.map(({ actor, at, text }) => html`<li data-test="note"><p>${text}</p><small>${actor} · ${day(at)}</small></li>`)}</ul></section>`;
}

customElements.define("plan-dialog", PlanDialog);

declare global {
  interface HTMLElementTagNameMap {
    "plan-dialog": PlanDialog;
  }
}
