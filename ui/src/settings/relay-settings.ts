import { html, nothing } from "lit";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { Fault, RelayCard, RelayDraft } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";

/** The relay of the connection in use: how it stands, giving it one, and leaving it. */
export class RelaySettings extends View {
  static override properties = { asking: { state: true }, failed: { state: true } };
  declare asking: boolean;
  declare failed: Fault | undefined;
  #card = new Query(this, "relay", () => null, ["relay", "frame"]);

  override render() {
    const { reply: card, fault } = this.#card;
    const failed = this.failed ?? fault;
    return html`<section aria-labelledby="set-relay" data-test="relay" data-state=${card?.state ?? ""}>
      <h2 id="set-relay">${t("relay")}</h2><p class="cap">${t("relay-why")}</p>
      ${card && card.state !== "none" ? standing(card) : nothing}
      ${failed ? faultNote(failed, {}) : nothing}
      ${card ? this.#form(card) : nothing}
    </section>`;
  }

  #form(card: RelayCard) {
    const has = card.state !== "none";
    return html`<form @submit=${(event: Event) => void this.#submit(event)}>
      <div class="field"><label for="relay-address">${t("relay-address")}</label>
        <input id="relay-address" name="address" data-test="relay-address" autocomplete="off" spellcheck="false" required aria-describedby="relay-address-hint" .value=${card.address} />
        <p class="hint" id="relay-address-hint">${t("relay-address-hint")}</p></div>
      <div class="field"><label for="relay-connection">${t("relay-connection")}</label>
        <input id="relay-connection" name="connection" data-test="relay-connection" autocomplete="off" spellcheck="false" required .value=${card.connection} /></div>
      <div class="field"><label for="relay-token">${t("relay-token")}</label>
        <input id="relay-token" name="token" type="password" data-test="relay-token" autocomplete="off" placeholder=${has ? t("relay-token-kept") : nothing} aria-describedby="relay-token-hint" />
        <p class="hint" id="relay-token-hint">${t("relay-token-hint")}</p></div>
      <div class="row actions"><button type="submit" class="btn primary" data-test="relay-test" aria-disabled=${this.asking ? "true" : nothing}>${t(this.asking ? "relay-testing" : "relay-test")}</button>
        ${has ? html`<button type="button" class="btn" data-test="relay-leave" @click=${() => void this.#set(null)}>${t("relay-leave")}</button>` : nothing}</div>
    </form>`;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = (name: string) => String(new FormData(form).get(name) ?? "").trim();
    await this.#set({ address: text("address"), connection: text("connection"), token: text("token") || null });
    const token = form.querySelector<HTMLInputElement>("[name=token]");
    if (token && !this.failed) token.value = "";
  }

  async #set(draft: RelayDraft | null): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      await host().call("set_relay", draft);
      this.failed = undefined;
      announce(t(draft ? "relay-followed" : "relay-left"));
      void this.#card.ask();
    } catch (thrown) {
      this.failed = asFault(thrown);
    }
    this.asking = false;
  }
}

function standing(card: RelayCard) {
  const { state, since, desk, version, problem } = card;
  const good = state === "connected";
  return html`<p class="row"><span class="pill ${good ? "pos" : state === "trying" ? "line" : "cau"}" data-test="relay-state">${icon(good ? "check" : "alert")}${t(`relay-state-${state}`, { time: since ? moment(since) : "" })}</span></p>
    ${problem && !good ? html`<p class="hint">${say(problem)}</p>` : nothing}
    ${
      desk && version
        ? html`<p class="cap">${t("relay-as", { desk, version })} ${card.rulesVersion ? t("relay-rules", { version: card.rulesVersion }) : t("relay-no-rules")}
      ${card.readsBack ? nothing : t("relay-no-read-back")} ${card.encrypted ? nothing : t("relay-not-encrypted")}</p>`
        : nothing
    }
    ${card.activates.map(({ offer, plans }) => html`<p class="cap" data-test="relay-activates">${plans.length ? t("relay-activates-plans", { offer, plans: plans.join(", ") }) : t("relay-activates-all", { offer })}</p>`)}`;
}

customElements.define("relay-settings", RelaySettings);
