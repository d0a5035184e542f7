import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { AccountReceivers, Fault, ReceiverCard, ReceiverTried } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { offersLeft, receiversShown } from "./receivers.ts";

/** What was said lately of one receiver. */
interface Lately {
  tried?: ReceiverTried | undefined;
  failed?: Fault | undefined;
  secret?: string | undefined;
}

/** Who is told of customers' accounts: one receiver for every offer, or one of its own for some. */
export class AccountSettings extends View {
  static override properties = { added: { state: true }, busy: { state: true }, lately: { state: true } };
  /** Offers whose receiver is being typed. */
  declare added: readonly string[];
  /** The receiver that something is done with. */
  declare busy: string | undefined;
  declare lately: Readonly<Record<string, Lately>>;
  #receivers = new Query(this, "account_receivers", () => null, ["account", "frame"]);

  constructor() {
    super();
    this.added = [];
    this.lately = {};
  }

  override render() {
    const { reply, fault } = this.#receivers;
    return html`<section aria-labelledby="set-account" data-test="account-settings">
      <h2 id="set-account">${t("account-access")}</h2><p class="cap">${t("receiver-why")}</p>
      ${fault ? faultNote(fault, { again: () => void this.#receivers.ask() }) : nothing}
      ${reply ? this.#all(reply) : nothing}
    </section>`;
  }

  #all(all: AccountReceivers): TemplateResult {
    const left = offersLeft(all, this.added);
    return html`${receiversShown(all, this.added).map((card) => this.#receiver(card))}
      ${left.length ? this.#another(left) : nothing}
      <p class="cap">${t("receiver-name")}: <code>${all.connection}</code>${copyButton(all.connection, t("copy-id", { name: t("receiver-name") }))}</p>`;
  }

  #another(left: readonly string[]): TemplateResult {
    return html`<div class="row field another"><label for="receiver-offer">${t("receiver-add-offer")}</label>
      <select id="receiver-offer" data-test="receiver-offer">${left.map((offer) => html`<option value=${offer}>${offer}</option>`)}</select>
      <button type="button" class="btn" data-test="receiver-add" @click=${() => {
        const offer = this.querySelector<HTMLSelectElement>("#receiver-offer")?.value;
        if (offer) this.added = [...this.added, offer];
      }}>${icon("plus")}${t("receiver-add")}</button></div>`;
  }

  #receiver(card: ReceiverCard): TemplateResult {
    const key = card.offer ?? "";
    const { tried, failed, secret } = this.lately[key] ?? {};
    const name = card.offer ? t("receiver-offer", { offer: card.offer }) : t("receiver-every");
    const id = `receiver-${key}`;
    const busy = this.busy === key ? "true" : nothing;
    return html`<form aria-label=${name} data-test="receiver" data-offer=${key} @submit=${(event: Event) => void this.#keep(card, event)}>
      <h3>${name}</h3>
      ${card.secretLost && card.address ? html`<p class="hint neg" data-test="secret-lost">${icon("alert")}${t("receiver-secret-lost")}</p>` : nothing}
      <div class="field"><label for="${id}-address">${t("receiver-address")}</label>
        <input id="${id}-address" name="address" data-test="receiver-address" autocomplete="off" spellcheck="false" required aria-describedby="${id}-hint" .value=${card.address} />
        <p class="hint" id="${id}-hint">${t("receiver-address-hint")}</p></div>
      <div class="field"><label for="${id}-status">${t("receiver-status")}</label>
        <input id="${id}-status" name="status" data-test="receiver-status" autocomplete="off" spellcheck="false" aria-describedby="${id}-status-hint" .value=${card.statusAddress} />
        <p class="hint" id="${id}-status-hint">${t("receiver-status-hint")}</p></div>
      ${secret ? this.#secret(key, secret) : nothing}
      ${card.oldUntil ? html`<p class="cap" data-test="receiver-old">${t("receiver-old-until", { time: moment(card.oldUntil) })}</p>` : nothing}
      ${failed ? faultNote(failed) : nothing}
      ${tried ? cameBack(tried) : nothing}
      <div class="row actions wrap"><button type="submit" class="btn primary" data-test="receiver-keep" aria-disabled=${busy}>${t("receiver-keep")}</button>
        ${card.address ? this.#more(card, busy) : nothing}</div>
    </form>`;
  }

  #more({ offer }: ReceiverCard, busy: "true" | typeof nothing): TemplateResult {
    return html`<button type="button" class="btn" data-test="receiver-test" aria-disabled=${busy} @click=${() => void this.#try(offer)}>${icon("sent")}${t("receiver-test")}</button>
      <button type="button" class="btn" data-test="receiver-rotate" aria-disabled=${busy} @click=${() => void this.#rotate(offer)}>${icon("key")}${t("receiver-rotate")}</button>
      <button type="button" class="btn quiet" data-test="receiver-remove" aria-disabled=${busy} @click=${() => void this.#remove(offer)}>${t("receiver-remove")}</button>`;
  }

  /** Shown once; what is on the screen goes with a click, or with the screen. */
  #secret(key: string, secret: string): TemplateResult {
    return html`<div class="once" role="group" aria-label=${t("receiver-secret")} data-test="receiver-secret">
      <p><b>${t("receiver-secret")}</b></p><p class="cap">${t("receiver-secret-why")}</p>
      <div class="code"><output data-test="receiver-secret-text">${secret}</output>${copyButton(secret, t("receiver-secret-copy"))}</div>
      <button type="button" class="btn" data-test="receiver-secret-seen" @click=${() => this.#said(key, { ...this.lately[key], secret: undefined })}>${icon("check")}${t("receiver-secret-seen")}</button></div>`;
  }

  #said(key: string, lately: Lately): void {
    this.lately = { ...this.lately, [key]: lately };
  }

  /** Does one thing with one receiver, and says what came of it. */
  async #does(offer: string | null, work: () => Promise<Lately>): Promise<void> {
    if (this.busy !== undefined) return;
    const key = offer ?? "";
    this.busy = key;
    try {
      this.#said(key, await work());
    } catch (thrown) {
      this.#said(key, { ...this.lately[key], tried: undefined, failed: asFault(thrown) });
    }
    this.busy = undefined;
  }

  async #keep({ offer }: ReceiverCard, event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    await this.#does(offer, async () => {
      const draft = { offer, address: text("address"), statusAddress: text("status") };
      const kept = host().call("set_receiver", draft);
      await this.#receivers.settle(kept.then(({ receivers }) => receivers));
      const { secret } = await kept;
      this.added = this.added.filter((one) => one !== offer);
      announce(t("receiver-kept"));
      return secret ? { secret } : {};
    });
  }

  async #rotate(offer: string | null): Promise<void> {
    await this.#does(offer, async () => {
      const { receivers, secret } = await host().call("rotate_receiver", { offer });
      await this.#receivers.settle(Promise.resolve(receivers));
      return secret ? { secret } : {};
    });
  }

  async #remove(offer: string | null): Promise<void> {
    await this.#does(offer, async () => {
      await this.#receivers.settle(host().call("remove_receiver", { offer }));
      announce(t("receiver-removed"));
      return {};
    });
  }

  async #try(offer: string | null): Promise<void> {
    await this.#does(offer, async () => {
      const tried = await host().call("test_receiver", { offer });
      announce(say(tried.sentence));
      return { ...this.lately[offer ?? ""], failed: undefined, tried };
    });
  }
}

function cameBack({ good, sentence, raw }: ReceiverTried): TemplateResult {
  return html`<p class="row" data-test="receiver-tried" data-good=${good}><span class="pill ${good ? "pos" : "cau"}">${icon(good ? "check" : "alert")}</span><span>${say(sentence)}</span></p>
    ${raw ? html`<div class="raw"><pre tabindex="0">${raw}</pre></div>` : nothing}`;
}

customElements.define("account-settings", AccountSettings);
