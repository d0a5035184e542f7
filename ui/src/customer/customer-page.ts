import { html, nothing, type PropertyValues } from "lit";
import "../access/account-access.ts";
import { intentWays } from "../change/asking.ts";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { CustomerPage, Fault } from "../gen/desk.gen.ts";
import "../history/history-list.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { isBare } from "../keys.ts";
import { announce } from "../live.ts";
import { type CustomerPlace, hashOf, type Tab, tabs } from "../place.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import { aside } from "./aside.ts";
import { fields } from "./fields.ts";
import { head } from "./head.ts";
import { json } from "./json.ts";
import { operations } from "./operations.ts";
import { plans } from "./plans.ts";
import { strip } from "./strip.ts";
import { timeline } from "./timeline.ts";

/** One subscription: what it is, what happened to it, what it may become. */
export class CustomerScreen extends View {
  static override properties = { place: { attribute: false }, back: {}, reading: { state: true } };
  declare place: CustomerPlace;
  /** The list as it was left. */
  declare back: string;
  declare reading: boolean;
  #greeted = "";
  #page = new Query(this, "customer", () => ({ id: this.place.id }), ["customer", "intents", "inbox"]);
  #key = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "r" && isBare(event)) void this.readAgain();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#key);
    if (this.hasUpdated) this.#look(this.place.id);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#key);
    this.#look(null);
  }

  get page(): CustomerPage | undefined {
    return this.#page.reply;
  }

  /** The desk reads closely what somebody is looking at. */
  #look(id: string | null): void {
    host()
      .call("look_at", id)
      .catch(() => {});
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("place");
    if (changed.has("place") && before?.id !== this.place.id) this.#look(this.place.id);
    if (before && before.id !== this.place.id) {
      this.#page.clear();
      void this.#page.ask();
    }
  }

  /** The page comes a moment after its place: only then is there a heading to begin reading at. */
  override updated(): void {
    if (this.#greeted === this.place.id || !this.#page.reply) return;
    this.#greeted = this.place.id;
    if (!document.activeElement?.closest(".top")) this.querySelector<HTMLElement>("h1")?.focus();
  }

  async watch(on: boolean): Promise<void> {
    try {
      const { subscriptions, most } = await host().call("watch", { subscription: this.place.id, on });
      const full = on && !subscriptions.includes(this.place.id);
      announce(full ? t("watch-full", { count: most }) : t(on ? "watch-off" : "watch-on"));
    } catch (thrown) {
      announce(explain(asFault(thrown)));
    }
    void this.#page.ask();
  }

  async readAgain(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    await this.#page.settle(host().call("refresh_customer", { id: this.place.id }));
    this.reading = false;
    const fault = this.#page.fault ?? this.#page.reply?.fault;
    announce(fault ? explain(fault) : t("customer-read-now"));
  }

  override render() {
    const { reply: page, fault: failed } = this.#page;
    if (!page) return this.#without(failed);
    const fault = failed ?? page.fault;
    return html`<section class="page customer" aria-labelledby="customer-name" data-test="customer" data-id=${this.place.id}>
      ${head(page, { back: this.back, reading: this.reading, again: () => void this.readAgain(), watch: (on) => void this.watch(on) })}
      ${fault ? faultNote(fault, { again: () => void this.readAgain(), extra: t("customer-as-of", { time: moment(page.head.readAt) }) }) : nothing}
      ${strip(page, intentWays)}
      ${this.#tabs(page)}
      <div class="cgrid">
        <div class="cmain" id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.place.tab}" data-test="panel-${this.place.tab}">${this.#panel(page)}</div>
        ${aside(page)}
      </div>
    </section>`;
  }

  #without(fault: Fault | undefined) {
    return html`<section class="page customer">
      <a class="back" href=${this.back} data-test="back">${t("customers")}</a>
      <h1 tabindex="-1" class="sr">${t("customer")}</h1>
      ${fault ? faultNote(fault, { again: () => void this.#page.ask() }) : html`<p class="muted waiting-text">${t("customer-opening")}</p>`}
    </section>`;
  }

  #panel(page: CustomerPage) {
    switch (this.place.tab) {
      case "timeline":
        return timeline(page.timeline, page.head);
      case "plans":
        return plans(page);
      case "operations":
        return operations(page.operations);
      case "access":
        return html`<account-access .subscription=${this.place.id} .customer=${page.head.row.name}></account-access>`;
      case "history":
        return html`<history-list .subscription=${this.place.id}></history-list>`;
      case "fields":
        return fields(page.other);
      case "raw":
        return html`<p class="cap above">${t("raw-why", { time: moment(page.head.readAt) })}</p>${json(page.raw)}`;
    }
  }

  #tabs(page: CustomerPage) {
    const counts: Partial<Record<Tab, number>> = {
      plans: page.plans.plans.length,
      operations: page.operations.operations.length,
      fields: page.other.length,
    };
    return html`<div class="tabs" role="tablist" aria-label=${t("customer-tabs")} @keydown=${this.#arrows}>
      ${tabs.map((tab) => {
        const here = tab === this.place.tab;
        return html`<a role="tab" id="tab-${tab}" data-test="tab-${tab}" href=${hashOf({ ...this.place, tab })} aria-selected=${here}
          aria-controls=${here ? "panel" : nothing} tabindex=${here ? 0 : -1}>${t(`tab-${tab}`)}${counts[tab] ? html` <span class="count">${counts[tab]}</span>` : nothing}</a>`;
      })}
    </div>`;
  }

  #arrows(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const links = [...this.querySelectorAll<HTMLAnchorElement>("[role=tab]")];
    const at = links.indexOf(event.target as HTMLAnchorElement);
    const next =
      event.key === "Home"
        ? links[0]
        : event.key === "End"
          ? links.at(-1)
          : step && links[(at + step + links.length) % links.length];
    if (!next) return;
    event.preventDefault();
    next.focus();
    location.replace(next.hash);
  }
}

customElements.define("customer-page", CustomerScreen);

declare global {
  interface HTMLElementTagNameMap {
    "customer-page": CustomerScreen;
  }
}
