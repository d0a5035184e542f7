import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { AccessButton, AccessStepCard, CustomerAccess, Fault } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { askWhy } from "../reason-dialog.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { accessLook, accessWord, actionIcon, sinceWord } from "./look.ts";
import { tryAgain } from "./moving.ts";
import { stuckHooks } from "./stuck.ts";
import { changing } from "./weighty.ts";

/** The access to one customer's account: what holds, beside Microsoft's state, and what can be done. */
export class AccountAccess extends View {
  static override properties = { subscription: {}, customer: {}, asking: { state: true }, failed: { state: true } };
  declare subscription: string;
  declare customer: string;
  declare asking: boolean;
  declare failed: Fault | undefined;
  #access = new Query(this, "customer_access", () => (this.subscription ? { id: this.subscription } : undefined), [
    "account",
    "customer",
    "intents",
    "relay",
  ]);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("subscription")) return;
    this.failed = undefined;
    this.#access.clear();
    void this.#access.ask();
  }

  async #again(item: string): Promise<void> {
    try {
      this.failed = undefined;
      await tryAgain(item);
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
  }

  async #ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    await this.#access.settle(host().call("ask_access", { id: this.subscription }));
    this.asking = false;
    const unsaid = this.#access.reply?.unsaid;
    announce(unsaid ? say(unsaid) : t("access-asked-now"));
  }

  override render() {
    const { reply, fault } = this.#access;
    return html`${fault ? faultNote(fault, { again: () => void this.#access.ask() }) : nothing}
      ${this.failed ? faultNote(this.failed) : nothing}
      ${reply ? this.#body(reply) : nothing}`;
  }

  #body(access: CustomerAccess): TemplateResult {
    const { drift, unsaid, history, canAsk } = access;
    return html`<div class="access" data-test="access" data-access=${access.access}>
      ${standing(access)}
      ${drift ? html`<p class="row why-not" data-test="access-drift">${icon("alert")}<span>${say(drift)}</span></p>` : nothing}
      ${unsaid ? html`<p class="row why-not" data-test="access-unsaid">${icon("alert")}<span>${say(unsaid)}</span></p>` : nothing}
      ${stuckHooks(access.stuck, this.customer, (item) => void this.#again(item))}
      ${this.#buttons(access.buttons, canAsk)}
      <p class="cap">${t("access-why")}</p>
      ${steps(history)}
    </div>`;
  }

  #buttons(buttons: readonly AccessButton[], canAsk: boolean): TemplateResult {
    const reasons = [...new Set(buttons.flatMap(({ refused }) => (refused ? [say(refused)] : [])))];
    return html`<div class="row wrap">${buttons.map(({ action, refused }) => {
      const why = refused ? say(refused) : "";
      return html`<button type="button" class="btn" data-test="access-${action}" title=${why || nothing} aria-disabled=${refused ? "true" : nothing}
          aria-describedby=${refused ? `no-access-${reasons.indexOf(why)}` : nothing}
          @click=${() => !refused && askWhy(changing(this.subscription, this.customer, action))}>${icon(actionIcon[action])}${t(`access-${action}`)}</button>`;
    })}
      ${canAsk ? html`<button type="button" class="btn quiet" data-test="access-ask" aria-disabled=${this.asking ? "true" : nothing} @click=${() => void this.#ask()}>${icon("again")}${t(this.asking ? "access-asking" : "access-ask")}</button>` : nothing}</div>
      ${reasons.map((reason, at) => html`<p class="why-not" id="no-access-${at}" data-test="refused">${icon("lock")}<span>${reason}</span></p>`)}`;
  }
}

/** Two things side by side: what is the publisher's, and what is Microsoft's. */
function standing(access: CustomerAccess): TemplateResult {
  const { icon: drawing, tone } = accessLook[access.access];
  return html`<dl class="dl beside">
    <dt>${t("access-is")}</dt><dd><span class="pill ${tone}" data-test="access-state">${icon(drawing)}${accessWord(access)}</span> <span class="soft">${sinceWord(access)}</span></dd>
    <dt>${t("access-beside")}</dt><dd data-test="access-status">${access.status}</dd>
  </dl>`;
}

function steps(history: readonly AccessStepCard[]): TemplateResult {
  return html`<section aria-labelledby="access-history"><h2 id="access-history">${t("access-history")}</h2>
    ${history.length === 0 ? html`<p class="muted">${t("access-history-empty")}</p>` : nothing}
    <ul class="story" data-test="access-history">${history.map(step)}</ul></section>`;
}

function step({ at, what, actor, reason, hook }: AccessStepCard): TemplateResult {
  const told = [actor, reason].filter(Boolean).join(": ");
  return html`<li data-test="access-step"><p>${say(what)}${told ? html` · ${told}` : nothing}</p>
    <small>${moment(at)}${hook ? html` · <code class="trunc" title=${hook}>${hook.slice(0, 17)}…</code>${copyButton(hook, t("copy-id", { name: t("access-hook-id") }))}` : nothing}</small></li>`;
}

customElements.define("account-access", AccountAccess);
