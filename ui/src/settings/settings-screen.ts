import { html, nothing, type TemplateResult } from "lit";
import { termDay } from "../format.ts";
import type { ConnectionCard, Frame } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { hashOf } from "../place.ts";
import { switchField } from "../switch.ts";
import { View } from "../view.ts";
import { explain, t } from "../words.ts";
import { prefer, preferenceFields } from "./preferences.ts";
import "./account-settings.ts";
import "./relay-settings.ts";

const SOON_DAYS = 30;
const DAY = 86_400_000;

/** How the console looks and speaks, what lists show at first, and which publishers it is connected to. */
export class SettingsScreen extends View {
  static override properties = { frame: { attribute: false } };
  declare frame: Frame;

  override render() {
    const { preferences, connections, current, version } = this.frame;
    return html`<section class="page settings" aria-labelledby="settings-title">
      <header class="pagehead"><h1 id="settings-title" tabindex="-1">${t("settings")}</h1></header>
      <div class="settings-body">
        <section aria-labelledby="set-look"><h2 id="set-look">${t("settings-look")}</h2><div class="three">${preferenceFields(preferences, "settings")}</div></section>
        <section aria-labelledby="set-lists"><h2 id="set-lists">${t("settings-lists")}</h2>
          ${switchField("hide-cancelled-default", t("settings-hide-cancelled"), preferences.hideCancelled, (hideCancelled) => void prefer({ ...preferences, hideCancelled }))}
          <p class="cap">${t("settings-hide-cancelled-why")}</p></section>
        <section aria-labelledby="set-ending"><h2 id="set-ending">${t("settings-ending")}</h2>
          ${switchField("may-cancel", t("settings-may-cancel"), preferences.mayCancel, (mayCancel) => void prefer({ ...preferences, mayCancel }))}
          <p class="cap">${t("settings-may-cancel-why")}</p></section>
        <section aria-labelledby="set-rules"><h2 id="set-rules">${t("rules")}</h2>
          <p class="cap">${t("rules-link-why")}</p>
          <a class="btn" href=${hashOf({ screen: "rules" })} data-test="settings-rules">${icon("ladder")}${t("rules-link")}</a></section>
        <section aria-labelledby="set-connections"><h2 id="set-connections">${t("connections")}</h2>
          <ul class="connections">${connections.map((card) => connection(card, card.id === current?.id))}</ul>
          <a class="btn" href="#/connect" data-test="settings-add-connection">${icon("plus")}${t("connection-add")}</a></section>
        ${current ? html`<relay-settings></relay-settings><account-settings></account-settings>` : nothing}
        <p class="cap">${t("settings-version", { version })}</p>
      </div>
    </section>`;
  }
}

function connection(card: ConnectionCard, here: boolean): TemplateResult {
  const { publisher, environment, tenant, application, credential, credentialExpires } = card;
  return html`<li class=${environment} data-test="connection-card" data-connection=${card.id}>
    <i class="band"></i>
    <div class="grow">
      <div class="row"><b>${publisher}</b><span class="pill line">${t(`environment-${environment}`)}</span>${here ? html`<span class="pill pos">${icon("check")}${t("connection-current")}</span>` : nothing}</div>
      <dl class="dl"><dt>${t("entry-tenant")}</dt><dd><code>${tenant}</code></dd><dt>${t("entry-application")}</dt><dd><code>${application}</code></dd>
        <dt>${t("connection-credential")}</dt><dd>${t(`credential-${credential}`)}${expiry(credentialExpires)}</dd></dl>
    </div>
    <a class="btn quiet" href=${hashOf({ screen: "connect", from: card.id })} data-test="renew">${icon("key")}${t("connection-renew")}</a>
    ${here ? nothing : html`<button type="button" class="btn" data-test="switch-to" @click=${() => void choose(card)}>${t("connection-use")}</button>`}
  </li>`;
}

function expiry(expires: string | null) {
  if (!expires) return nothing;
  const days = Math.ceil((Date.parse(expires) - Date.now()) / DAY);
  const text =
    days < 0
      ? t("credential-expired", { day: termDay(expires) })
      : t("credential-expires", { day: termDay(expires), count: days });
  return html`, <span class=${days < 0 ? "neg" : days <= SOON_DAYS ? "cau" : ""}>${text}</span>`;
}

async function choose(card: ConnectionCard): Promise<void> {
  try {
    await host().call("switch_connection", card.id);
    dispatchEvent(new Event("frame-changed"));
  } catch (thrown) {
    announce(explain(asFault(thrown)));
  }
}

customElements.define("settings-screen", SettingsScreen);
