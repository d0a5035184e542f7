import { html, nothing, type TemplateResult } from "lit";
import { accessLook } from "../access/look.ts";
import { money, number, shortDay } from "../format.ts";
import type { SuspensionCard } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { t } from "../words.ts";
import { isOpen, keyOf } from "./columns.ts";
import { daysWord, tone, used } from "./days.ts";

/** The first letters of a name's first and last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

/** Two letters for the eye, the whole name for the ear. */
function avatar(owner: string | null): TemplateResult {
  const name = owner ?? t("owner-none");
  return html`<span class="av ${owner ? "" : "none"}" title=${name} aria-hidden="true">${owner ? initials(owner) : "–"}</span>${heard(name)}`;
}

/** What is only heard; the comma makes a pause. */
function heard(text: string): TemplateResult {
  return html`<span class="sr">, ${text}, </span>`;
}

/** What comes next, what was said, or why nobody has said anything yet. */
export function nextWord({ stage, nextStep, since, sinceIsEstimate, endedAt }: SuspensionCard): string {
  if (endedAt) return nextStep ? t("suspension-after", { step: nextStep }) : t("suspension-after-nothing");
  if (!nextStep && stage !== "suspended") return t("suspension-next-nothing");
  if (nextStep) return t(stage === "promised" ? "suspension-said" : "suspension-next", { step: nextStep });
  if (!since) return t("suspension-next-none");
  return t(sinceIsEstimate ? "suspension-seen" : "suspension-told", { day: shortDay(since) });
}

/** The access is the publisher's, and stands beside Microsoft's state, never in its place. */
function accessMark({ access, accessWaits }: SuspensionCard): TemplateResult | typeof nothing {
  if (access === null) return nothing;
  const { icon: drawing, tone } = accessLook[access];
  const words = t(accessWaits ? "board-access-waits" : "board-access", { access });
  return html`<small class="access-mark ${tone}" data-test="card-access" data-access=${access}>${icon(accessWaits ? "sent" : drawing)}${words}</small>`;
}

/** One suspension on the board: by when and how much, whose it is, what comes next. */
export function boardCard(
  card: SuspensionCard,
  isChosen: boolean,
  open: () => void,
  choose: () => void,
): TemplateResult {
  const { customer, perMonth, priceSource, plan, seats, owner, notes, remindAt, reminderIsDue } = card;
  const ends = isOpen(card);
  const price = priceSource === "price-list" ? t("suspension-own-price") : "";
  return html`<button type="button" class="bcard ${isChosen ? "on" : ""}" data-test="suspension" data-key=${keyOf(card)} data-stage=${card.stage}
      tabindex=${isChosen ? "0" : "-1"} aria-haspopup="dialog" @click=${open} @focus=${choose}>
    <span class="between whose"><b class="name">${customer || t("no-name")}</b>${avatar(owner)}</span>
    <span class="between"><span class="figure ${ends ? tone(card) : ""}">${daysWord(card)}${ends && card.sinceIsEstimate ? html` <small>${t("suspension-estimate")}</small>` : nothing}</span>
      <span class="money" title=${price || nothing}>${perMonth ? money(perMonth.amount, perMonth.currency) : html`<small>${t("suspension-unpriced")}</small>`}</span></span>
    ${ends ? html`<span class="ruler ${tone(card) || "calm"}" .style=${`--used:${used(card)}`}></span>` : nothing}
    <small class="step">${nextWord(card)}</small>
    ${accessMark(card)}
    <span class="between foot"><small class="trunc">${plan}${seats === null ? nothing : html` · ${t("seats", { count: seats, seats: number(seats) })}`}</small>
      ${notes ? html`<small class="mark-of">${icon("note")}${number(notes)}${heard(t("notes"))}</small>` : nothing}
      ${ends && remindAt ? html`<small class="mark-of ${reminderIsDue ? "cau" : ""}">${icon("clock")}${reminderIsDue ? t("suspension-reminder-due") : shortDay(remindAt)}</small>` : nothing}</span>
  </button>`;
}
