import { html, nothing, type TemplateResult } from "lit";
import { clock, day, longDay, moment, number, sameDay, termDay } from "../format.ts";
import type { CustomerHead, EventKind, StatusKind, TimelineEvent } from "../gen/desk.gen.ts";
import { knownOf } from "../history/line.ts";
import { type IconName, icon } from "../icons.ts";
import { statusWord } from "../status.ts";
import { say, t } from "../words.ts";
import { json } from "./json.ts";

const drawn: Record<EventKind, IconName> = {
  appeared: "box",
  status: "working",
  plan: "swap",
  seats: "seat",
  renewed: "again",
  term: "calendar",
  "auto-renew": "again",
  changed: "write",
  missing: "gone",
  returned: "return",
  activation: "stop",
};
const kinds: Record<string, StatusKind> = {
  notstarted: "not-started",
  pendingfulfillmentstart: "pending",
  subscribed: "subscribed",
  suspended: "suspended",
  unsubscribed: "unsubscribed",
};

/** What happened, newest first, and between which two looks it was seen. */
export function timeline(events: readonly TimelineEvent[], head: CustomerHead): TemplateResult {
  if (events.length === 0) {
    return html`<div class="quiet-empty" data-test="empty">${icon("clock")}<h2>${t("timeline-empty")}</h2><p>${t("timeline-empty-why", { time: moment(head.readAt) })}</p></div>`;
  }
  let last: string | undefined;
  return html`<ol class="tl" data-test="timeline">
    ${events.map((event) => {
      const turns = last === undefined || !sameDay(last, event.seenBefore);
      last = event.seenBefore;
      return html`${turns ? html`<li class="day"><h2>${longDay(event.seenBefore)}</h2></li>` : nothing}${entry(event)}`;
    })}
  </ol>`;
}

function entry(event: TimelineEvent): TemplateResult {
  const { kind, after } = event;
  const suspended = kind === "status" && after?.toLowerCase() === "suspended";
  const drawing = suspended
    ? "pause"
    : kind === "status" && after?.toLowerCase() === "subscribed"
      ? "check"
      : drawn[kind];
  return html`<li class="ev" data-test="event" data-kind=${kind}>
    <time datetime=${event.seenBefore}>${clock(event.seenBefore)}</time>
    <span class="node ${suspended || kind === "missing" ? "cau" : ""}">${icon(drawing)}</span>
    <details><summary><span class="what">${title(event)}</span><small class="known">${known(event)}</small>${icon("next", "fold")}</summary>
      ${json(event.raw)}</details>
  </li>`;
}

/** How it is known: announced by Microsoft, or seen as a difference between two looks. */
export function known(event: TimelineEvent): string {
  const { told, tookMs, outcome } = event;
  if (!told) return seen(event);
  const answered = knownOf(say(told), tookMs, outcome);
  return event.source === "announced" ? answered : `${answered}, ${seen(event)}`;
}

function seen({ source, seenAfter, seenBefore }: TimelineEvent): string {
  if (source === "announced") return t("event-announced");
  if (!seenAfter) return t("event-seen-by", { time: moment(seenBefore) });
  const withinAMinute = Date.parse(seenBefore) - Date.parse(seenAfter) < 60_000;
  const from = sameDay(seenAfter, seenBefore)
    ? clock(seenAfter, withinAMinute)
    : t("day-and-time", { day: day(seenAfter), time: clock(seenAfter) });
  return t("event-seen-between", { from, to: clock(seenBefore, withinAMinute) });
}

function title({ kind, field, before, after }: TimelineEvent): TemplateResult | string {
  switch (kind) {
    case "status":
      return change(t("event-status"), ours(before), ours(after));
    case "plan":
      return change(t("event-plan"), before, after);
    case "seats":
      return change(t("event-seats"), figure(before), figure(after));
    case "term":
      return change(t("event-term"), before && termDay(before), after && termDay(after));
    case "renewed":
      return after ? t("event-renewed", { day: termDay(after) }) : t("event-renewed-only");
    case "auto-renew":
      return t(after === "true" ? "event-renew-on" : "event-renew-off");
    case "changed":
      return change(field ?? t("event-changed"), before, after);
    default:
      return t(`event-${kind}`);
  }
}

function change(name: string, before: string | null, after: string | null): TemplateResult {
  const arrow = html`<svg class="ic arrow" viewBox="0 0 20 20" role="img" aria-label=${t("to")}><path d="M3.5 10h12.5M11.5 5.5 16 10l-4.5 4.5"></path></svg>`;
  return html`${name} <span class="soft">${before ?? t("nothing")}</span> ${arrow} <b>${after ?? t("nothing")}</b>`;
}

function ours(raw: string | null): string | null {
  return raw && statusWord(kinds[raw.toLowerCase()] ?? "unknown", raw);
}

function figure(text: string | null): string | null {
  return text && /^\d+$/.test(text) ? number(Number(text)) : text;
}
