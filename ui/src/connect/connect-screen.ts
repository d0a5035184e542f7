import { html, nothing, type PropertyValues } from "lit";
import { faultNote } from "../fault-note.ts";
import type { CheckReport, Connected, ConnectionCard, Fault, Preferences } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { go } from "../place.ts";
import { View } from "../view.ts";
import { t } from "../words.ts";
import { checkPanel, untouched } from "./check-panel.ts";
import { blank, draftOf, type Entries, flawsOf } from "./entries.ts";
import { advancedFields, certificateFields, environmentField, type Form, secretFields, textField } from "./fields.ts";
import "./recovery-code.ts";
import { setup } from "./setup.ts";

type Doing = "nothing" | "checking" | "connecting";

/** A publisher is connected: three things are typed, the check explains what is wrong with them, the recovery code is kept. */
export class ConnectScreen extends View {
  static override properties = {
    preferences: { attribute: false },
    first: { type: Boolean },
    known: { attribute: false },
    told: { attribute: false },
    entries: { state: true },
    tried: { state: true },
    shown: { state: true },
    report: { state: true },
    doing: { state: true },
    fault: { state: true },
    connected: { state: true },
  };
  declare preferences: Preferences;
  /** True when there is nothing to go back to. */
  declare first: boolean;
  /** The connection that gets a new credential, where it is not a new one. */
  declare known: ConnectionCard | undefined;
  /** Why a publisher that was handed in at start is not here. */
  declare told: Fault | null;
  declare entries: Entries;
  declare tried: boolean;
  declare shown: boolean;
  declare report: CheckReport;
  declare doing: Doing;
  declare fault: Fault | undefined;
  declare connected: Connected | undefined;
  #checked: Entries | undefined;
  #progress = new Query(this, "check_progress", () => (this.doing === "checking" ? null : undefined), ["check"]);

  constructor() {
    super();
    this.#forget();
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#check();
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("known") || !this.known) return;
    const { publisher, environment, tenant, application, credential: kind } = this.known;
    this.entries = { ...blank, publisher, environment, tenant, application, kind };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  /** No secret stays in the page once it is left. */
  #forget(): void {
    this.entries = blank;
    this.tried = false;
    this.shown = false;
    this.report = untouched;
    this.doing = "nothing";
    this.fault = undefined;
    this.#checked = undefined;
  }

  #set(part: Partial<Entries>): void {
    this.entries = { ...this.entries, ...part };
    if (this.report.passed) this.report = untouched;
  }

  get #passed(): boolean {
    return this.report.passed && this.#checked === this.entries;
  }

  async #check(): Promise<void> {
    this.tried = true;
    if (this.doing !== "nothing") return;
    if (Object.keys(flawsOf(this.entries)).length > 0) return this.#toFlaw();
    const { entries } = this;
    this.#progress.clear();
    this.doing = "checking";
    this.fault = undefined;
    this.report = untouched;
    try {
      this.report = await host().call("check_connection", draftOf(entries));
      this.#checked = entries;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
    this.doing = "nothing";
    await this.updateComplete;
    this.querySelector<HTMLElement>(this.#passed ? "[data-test=connect]" : ".check .failed")?.scrollIntoView({
      block: "nearest",
    });
    if (this.#passed) this.querySelector<HTMLElement>("[data-test=connect]")?.focus();
  }

  async #toFlaw(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }

  async #connect(): Promise<void> {
    this.doing = "connecting";
    this.fault = undefined;
    try {
      const connected = await host().call("connect", draftOf(this.entries));
      this.#forget();
      dispatchEvent(new Event("frame-changed"));
      if (connected.recoveryCode === null) this.#leave(connected);
      else this.connected = connected;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
    this.doing = "nothing";
  }

  /** A known publisher with a new credential keeps the code it has. */
  #leave({ connection }: Connected): void {
    announce(t("recovery-connected", { publisher: connection.publisher }));
    go({ screen: "customers", search: "", sort: [], hideCancelled: null });
  }

  override render() {
    if (this.connected)
      return setup(this.preferences, html`<recovery-code .connected=${this.connected}></recovery-code>`);
    const running = this.doing === "checking";
    const report = (running && this.#progress.reply) || this.report;
    return setup(
      this.preferences,
      html`<div class="connect">${this.#form()}${checkPanel(report, running, this.entries)}</div>`,
    );
  }

  #form() {
    const { entries, shown } = this;
    const form: Form = {
      entries,
      shown,
      flaws: this.tried ? flawsOf(entries) : {},
      set: (part) => this.#set(part),
      show: (visible) => {
        this.shown = visible;
      },
    };
    return html`<form class="entries" novalidate @submit=${(event: Event) => this.#submit(event)}>
      ${this.first ? nothing : html`<a class="back" href="#/customers">${icon("back")}${t("customers")}</a>`}
      <h1 tabindex="-1">${this.known ? t("connect-title-again", { publisher: this.known.publisher }) : t("connect-title")}</h1>
      <p class="soft">${t(entries.kind === "secret" ? "connect-why" : "connect-why-certificate")}</p>
      ${textField(form, "publisher")} ${environmentField(form)}
      ${textField(form, "tenant", { mono: true })} ${textField(form, "application", { mono: true })}
      ${entries.kind === "secret" ? secretFields(form) : certificateFields(form)} ${advancedFields(form)}
      ${(this.fault ?? this.told) ? faultNote((this.fault ?? this.told) as Fault) : nothing}
      ${this.#buttons()}
    </form>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    void (this.#passed ? this.#connect() : this.#check());
  }

  #buttons() {
    const { doing } = this;
    const busy = doing !== "nothing";
    if (this.#passed || doing === "connecting") {
      return html`<div class="row actions">
        <button type="submit" class="btn primary" data-test="connect" ?disabled=${busy}>${t(busy ? "connecting" : "connect")}</button>
        <button type="button" class="btn quiet" data-test="check-again" ?disabled=${busy} @click=${() => void this.#check()}>${t("check-again")}</button>
      </div>`;
    }
    const again = this.#checked !== undefined;
    return html`<div class="row actions">
      <button type="submit" class="btn primary" data-test="check-button" aria-disabled=${busy ? "true" : nothing}>
        ${busy ? html`${icon("working", "turning")}${t("checking")}` : html`${t(again ? "check-again" : "check-run")}<kbd>Ctrl Enter</kbd>`}</button>
      <span class="cap">${t("check-sends-nothing")}</span>
    </div>`;
  }
}

customElements.define("connect-screen", ConnectScreen);
