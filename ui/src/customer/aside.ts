import { html, nothing, svg, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { day } from "../format.ts";
import type { CustomerPage, Person } from "../gen/desk.gen.ts";
import { openStep } from "../life/life-dialog.ts";
import { refusable } from "../refusable.ts";
import { t } from "../words.ts";
import { type Deadline, deadlineOf, GRACE_DAYS } from "./deadline.ts";

/** The people, and every id one is asked for, ready to copy. */
export function aside(page: CustomerPage): TemplateResult {
  const { row, publisher, buyer, user, allowedOperations } = page.head;
  const deadline = deadlineOf(page);
  const same = buyer.objectId === user.objectId && buyer.email === user.email;
  return html`<aside class="cside" aria-label=${t("aside")}>
    ${deadline ? thirtyDays(deadline) : nothing}
    ${person(same ? "buyer-and-user" : "buyer", buyer)} ${same ? nothing : person("user", user)}
    ${allowedOperations.length ? html`<section data-test="allowed"><h2>${t("fact-allowed")}</h2><p class="soft">${allowedOperations.map((one) => t(`allowed-${one.toLowerCase()}`)).join(", ")}</p></section>` : nothing}
    <section><h2>${t("ids")}</h2><dl class="ids">
      ${id("subscription", row.id)} ${id("offer", row.offer)} ${id("plan", row.plan)} ${id("publisher", publisher)}
    </dl></section>
    ${row.statusKind === "unsubscribed" ? nothing : html`<section data-test="ending"><h2>${t("life-cancel-heading")}</h2>${refusable({ test: "cancel-subscription", label: t("action-cancel"), look: "stop", refused: page.buttons.cancelRefused, tone: "quiet", press: () => openStep(row.id, "cancel") })}</section>`}
  </aside>`;
}

function person(role: string, { email, objectId, tenantId, puid }: Person): TemplateResult {
  return html`<section data-test=${role}><h2>${t(role)}</h2>
    <p class="email">${email ? html`<span class="trunc">${email}</span>${copyButton(email, t("copy-email"))}` : html`<span class="muted">${t("no-email")}</span>`}</p>
    <dl class="ids">${id("tenant", tenantId)} ${id("object", objectId)} ${id("puid", puid)}</dl>
  </section>`;
}

function id(name: string, value: string): TemplateResult | typeof nothing {
  if (!value) return nothing;
  return html`<div><dt>${t(`id-${name}`)}</dt><dd><code class="trunc" title=${value}>${value}</code>${copyButton(value, t("copy-id", { name: t(`id-${name}`) }))}</dd></div>`;
}

/** Thirty ticks: the days gone are filled. */
function thirtyDays({ from, until, begun, left }: Deadline): TemplateResult {
  const ticks = Array.from(
    { length: GRACE_DAYS },
    (_, i) => svg`<rect x=${i * 10 + 1} y="1" width="7" height="8" class=${i < begun ? "gone" : ""}></rect>`,
  );
  return html`<section class="thirty" data-test="thirty-days"><h2>${t("thirty-days")}<small>${t("estimate")}</small></h2>
    <svg viewBox="0 0 300 10" preserveAspectRatio="none" aria-hidden="true">${ticks}</svg>
    <p><span>${day(from)}</span><b>${t("thirty-days-left", { count: left })}</b><span>${day(until)}</span></p></section>`;
}
