import { html, nothing, type TemplateResult } from "lit";
import type { Frame } from "../gen/desk.gen.ts";
import { type IconName, icon, sign } from "../icons.ts";
import { type CustomersPlace, hashOf, type Place } from "../place.ts";
import { t } from "../words.ts";

/** Where you can go, and above all where you are: production or test. */
export function spine(place: Place, frame: Frame, customers: CustomersPlace): TemplateResult {
  const inCustomers = place.screen === "customers" || place.screen === "customer";
  return html`<aside class="spine">
    <div class="mark">${sign()}<span>${t("app")}</span></div>
    <nav aria-label=${t("nav-main")}>
      ${entry("customers", "people", hashOf(customers), inCustomers)}
      ${entry("settings", "gear", "#/settings", place.screen === "settings")}
    </nav>
    <div class="env" data-test="environment">${t(`environment-${frame.current?.environment ?? "production"}`)}</div>
  </aside>`;
}

function entry(name: string, drawing: IconName, href: string, here: boolean): TemplateResult {
  return html`<a href=${href} class=${name} data-test="nav-${name}" aria-current=${here ? "page" : nothing}>${icon(drawing, "l")}<span>${t(name)}</span></a>`;
}
