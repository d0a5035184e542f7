import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { intentWays } from "../change/asking.ts";
import { compare } from "../change/compare.ts";
import { intentCard, isOpen } from "../change/intent.ts";
import { copyButton } from "../copy.ts";
import { left } from "../countdown.ts";
import { json } from "../customer/json.ts";
import { faultNote } from "../fault-note.ts";
import type { Fault, InboxItem, ItemAction, ItemDetail, RequestStage, Sentence } from "../gen/desk.gen.ts";
import { historyDays } from "../history/days.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { notes as lifeNotes, purchase } from "../life/card.ts";
import { announce } from "../live.ts";
import { hashOf } from "../place.ts";
import { statusLook, statusWord } from "../status.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { assignMenu } from "./assign-menu.ts";
import { decidingButtons } from "./buttons.ts";
import { effectText } from "./columns.ts";
import { dueOf, dueWord } from "./due.ts";
import { isHeld, kindLook, kindWord, nameOf } from "./look.ts";
import { notes } from "./notes.ts";
import { snoozeMenu } from "./snooze-menu.ts";
import { obeys, STEADY_AFTER, turned } from "./steady.ts";

/** An item that comes by itself, as while one types a filter, is read once it stays. */
const WHEN_IT_STAYS = 120;

/** Stages of what has come about already: it can only be planned back. */
const CAME_ABOUT = new Set<RequestStage>(["silent", "unseen", "ruled", "overruled"]);

/** One item unfolded: why it is here, what happens if nobody acts, and what can be done. */
export class ItemDetailPane extends View {
  static override properties = {
    item: { attribute: false },
    which: {},
    chosen: {},
    operator: {},
    failed: { state: true },
    steadying: { state: true },
  };
  /** As in the list, until the desk has told more. */
  declare item: InboxItem | undefined;
  declare which: string;
  /** The item the reader went to by hand: its coming is no surprise. */
  declare chosen: string;
  declare operator: string;
  declare failed: Fault | undefined;
  declare steadying: boolean;
  #detail = new Query(this, "inbox_item", () => (this.which ? { id: this.which } : undefined), [
    "inbox",
    "intents",
    "relay",
  ]);
  #sight: InboxItem | undefined;
  #turnedAt: number | undefined;
  #asking = 0;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("which")) return;
    this.failed = undefined;
    if (!this.hasUpdated) return;
    this.#detail.clear();
    clearTimeout(this.#asking);
    if (this.which === this.chosen) void this.#detail.ask();
    else this.#asking = setTimeout(() => void this.#detail.ask(), WHEN_IT_STAYS);
  }

  override updated(): void {
    const { shown } = this;
    const before = this.#sight;
    this.#sight = shown;
    if (turned(before, shown, shown?.id === this.chosen && before?.id !== shown?.id)) this.#turn();
  }

  /** What the reader sees, and therefore what keys are about. */
  get shown(): InboxItem | undefined {
    const { reply } = this.#detail;
    return reply ? (reply.item ?? undefined) : this.item;
  }

  get detail(): ItemDetail | undefined {
    return this.#detail.reply;
  }

  get obeys(): boolean {
    return obeys(this.#turnedAt, performance.now());
  }

  /** What was under the eyes became something else: keys and clicks rest, and one sees that they do. */
  #turn(): void {
    this.#turnedAt = performance.now();
    this.steadying = true;
    setTimeout(() => {
      this.steadying = !this.obeys;
    }, STEADY_AFTER);
  }

  /** The window of a live request has passed, by this computer's clock; the core may not have said so yet. */
  #passed(item: InboxItem): boolean {
    return item.stage === "live" && item.closesAt !== null && left(item.closesAt, Date.now()) === 0;
  }

  #zero(): void {
    this.#turn();
    void this.#detail.ask();
  }

  /** As the page may offer it now: what no longer reaches Microsoft in time is not offered. */
  offered(item: InboxItem): InboxItem {
    if (!this.#passed(item)) return item;
    const refused: Sentence = { key: "no-window-passed", args: {} };
    const buttons = item.buttons.map((button) =>
      button.action === "approve" || button.action === "decline" ? { ...button, refused } : button,
    );
    return { ...item, stage: "checking", buttons };
  }

  get reason(): string {
    return this.querySelector<HTMLInputElement>("[data-test=reason]")?.value.trim() ?? "";
  }

  /** Opens the menu or the field of an action that needs words. */
  openAside(action: ItemAction): boolean {
    if (action === "note") this.querySelector<HTMLTextAreaElement>("[data-test=note-text]")?.focus();
    else if (action === "snooze" || action === "assign") {
      const menu = this.querySelector<HTMLElement>(`#${action}-menu`);
      menu?.showPopover();
      menu?.querySelector<HTMLElement>("button, input")?.focus();
    } else return false;
    return true;
  }

  async #tell<C extends "snooze" | "assign" | "write_note">(command: C, run: () => Promise<unknown>, said: string) {
    try {
      await run();
      this.failed = undefined;
      announce(said);
      if (command === "snooze") this.dispatchEvent(new CustomEvent("item-left"));
      else void this.#detail.ask();
      return true;
    } catch (thrown) {
      this.failed = asFault(thrown);
      return false;
    }
  }

  override render() {
    const { shown, detail } = this;
    const { fault } = this.#detail;
    if (!this.which) return html`<section class="detail" aria-label=${t("inbox-detail")}></section>`;
    if (!shown) return this.#without(detail, fault);
    const item = this.offered(shown);
    return html`<section class="detail" aria-labelledby="item-title" data-test="item-detail" data-id=${item.id} data-stage=${item.stage ?? ""} @count-passed=${this.#zero}>
      ${this.#head(item)}
      ${(this.failed ?? fault) ? faultNote((this.failed ?? fault) as Fault, { again: () => void this.#detail.ask() }) : nothing}
      ${keyed(item.id, this.#answer(item, this.#passed(shown)))}
      ${detail ? this.#rest(item, detail) : nothing}
    </section>`;
  }

  #head(item: InboxItem): TemplateResult {
    const { id, subscription } = item;
    const name = nameOf(item);
    return html`<header class="dhead">
      <div class="grow"><p class="kind">${icon(kindLook[item.kind])}${kindWord(item)}</p>
        <h2 id="item-title" tabindex="-1">${subscription ? html`<a href=${hashOf({ screen: "customer", id: subscription, tab: "timeline" })} data-test="item-customer">${name}</a>` : name}</h2></div>
      <div class="row wrap acts">
        ${snoozeMenu(item, (until) => void this.#tell("snooze", () => host().call("snooze", { item: id, until }), t(until ? "toast-snoozed" : "toast-back")))}
        <button type="button" class="btn quiet" data-test="action-note" @click=${() => this.openAside("note")}>${icon("note")}${t("action-note")}<kbd aria-hidden="true">N</kbd></button>
        ${assignMenu(item, this.operator || "me", (owner) => void this.#tell("assign", () => host().call("assign", { item: id, owner }), t("toast-assigned")))}
      </div>
    </header>`;
  }

  #answer(item: InboxItem, passed: boolean): TemplateResult {
    const now = Date.now();
    const { figure, tone } = dueOf(item, now);
    const live = item.stage === "live";
    const why = passed ? [{ key: "why-checking", args: {} }] : (this.detail?.explanation ?? []);
    return html`<div class="answer ${live ? "urgent" : ""} ${this.steadying ? "steadying" : ""}">
      <div class="when ${live ? "" : tone}">
        ${
          live && item.closesAt
            ? html`<count-down class="clock" data-test="countdown" until=${item.closesAt} passed="0" said></count-down>`
            : html`<b class="clock">${figure}</b>`
        }
        <small>${dueWord(item, now)}</small>
      </div>
      <div class="then">
        <p class="asks"><b>${say(item.what)}</b>${item.effect ? html` <span class="effect">${effectText(item)}</span>` : nothing}</p>
        ${why.map((one) => html`<p data-test="why">${say(one)}</p>`)}
        ${item.stage === "waiting" || isHeld(item) ? html`<div class="field reason"><label for="reason">${t("reason")} <span class="optional">${t("optional")}</span></label><input id="reason" data-test="reason" autocomplete="off" /></div>` : nothing}
      </div>
      <div class="do">${decidingButtons(item, (action) => this.dispatchEvent(new CustomEvent("item-act", { detail: action })))}
        ${live ? html`<p class="cap leaves">${icon("sent")}${t("leaves-at-once")}</p>` : nothing}</div>
    </div>`;
  }

  #rest(item: InboxItem, detail: ItemDetail): TemplateResult {
    const { change, intent, history, raw } = detail;
    return html`<div class="dbody">
      ${intent && (item.kind === "intent" || isOpen(intent)) ? html`<section><h3>${t("item-intent")}</h3>${intentCard(intent, intentWays)}</section>` : nothing}
      ${change ? html`<section aria-labelledby="change-title"><h3 id="change-title">${t(item.stage && CAME_ABOUT.has(item.stage) ? "item-change-back" : "item-change")}</h3>${compare(change)}</section>` : nothing}
      ${detail.purchase ? html`<section><h3>${t("life-heading")}</h3>${purchase(detail.purchase)} ${lifeNotes(detail.purchase)}</section>` : nothing}
      ${detail.row ? this.#customer(detail) : nothing}
      ${notes(detail.notes, (text) => this.#tell("write_note", () => host().call("write_note", { item: item.id, text }), t("toast-noted")))}
      ${history.length ? html`<section><h3>${t("item-history")}</h3>${historyDays(history, false)}</section>` : nothing}
      <section class="foot-facts"><p class="row"><span class="cap">${t("item-id")}</span><code class="trunc">${item.id}</code>${copyButton(item.id, t("copy-id", { name: t("item-id") }))}</p>
      ${raw ? html`<details class="unfold" data-test="item-raw"><summary>${icon("next")}${t("as-received")}</summary>${json(raw)}</details>` : nothing}</section>
    </div>`;
  }

  #customer({ row }: ItemDetail) {
    if (!row) return nothing;
    const look = statusLook[row.statusKind];
    return html`<section><h3>${t("customer")}</h3><dl class="dl">
      <dt>${t("fact-status")}</dt><dd class=${look.tone}>${icon(look.icon)} ${statusWord(row.statusKind, row.status)} <span class="muted">${t("status-api")} ${row.status}</span></dd>
      <dt>${t("fact-offer")}</dt><dd>${row.offer}</dd>
      <dt>${t("buyer")}</dt><dd>${row.buyer || "–"}</dd>
      <dt>${t("fact-channel")}</dt><dd>${t(`channel-${row.channel}`)}</dd></dl></section>`;
  }

  #without(detail: ItemDetail | undefined, fault: Fault | undefined) {
    return html`<section class="detail" aria-label=${t("inbox-detail")} data-test="item-detail">
      ${fault ? faultNote(fault, { again: () => void this.#detail.ask() }) : nothing}
      ${detail?.settled ? html`<div class="quiet-empty" data-test="settled">${icon("check")}<h2>${say(detail.settled)}</h2></div>` : fault ? nothing : html`<p class="muted waiting-text">${t("customer-opening")}</p>`}
    </section>`;
  }
}

customElements.define("item-detail", ItemDetailPane);

declare global {
  interface HTMLElementTagNameMap {
    "item-detail": ItemDetailPane;
  }
}
