import { html, nothing, type TemplateResult } from "lit";
import { number } from "../format.ts";
import type { Frame } from "../gen/desk.gen.ts";
import { type IconName, icon, sign } from "../icons.ts";
import { type CustomersPlace, hashOf, type InboxPlace, type Place } from "../place.ts";
import { t } from "../words.ts";

/** Where you can go, and above all where you are: production or test. */
export function spine(place: Place, frame: Frame, customers: CustomersPlace, inbox: InboxPlace): TemplateResult {
  const inCustomers = place.screen === "customers" || place.screen === "customer";
  return html`<aside class="spine">
    <div class="mark">${sign()}<span>${t("app")}</span></div>
    <nav aria-label=${t("nav-main")}>
      ${entry("inbox", "inbox", hashOf(inbox), place.screen === "inbox", "spine-inbox", badge(frame.inbox))}
      ${entry("customers", "people", hashOf(customers), inCustomers)}
      ${entry("suspensions", "pause", "#/suspensions", place.screen === "suspensions")}
      ${entry("history", "history", "#/history", place.screen === "history")}
      ${entry("settings", "gear", "#/settings", place.screen === "settings" || place.screen === "rules")}
    </nav>
    <div class="env" data-test="environment">${t(`environment-${frame.current?.environment ?? "production"}`)}</div>
  </aside>`;
}

function badge(count: number) {
  return count
    ? html`<b class="n"><span aria-hidden="true">${number(count)}</span><span class="sr">${t("inbox-count", { count, total: number(count) })}</span></b>`
    : nothing;
}

function entry(
  name: string,
  drawing: IconName,
  href: string,
  here: boolean,
  test = `nav-${name}`,
  extra: unknown = nothing,
): TemplateResult {
  return html`<a href=${href} class="to-${name}" data-test=${test} aria-current=${here ? "page" : nothing}>${icon(drawing, "l")}<span>${t(name)}</span>${extra}</a>`;
}
