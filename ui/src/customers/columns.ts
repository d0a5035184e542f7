import { day, number, termDay } from "../format.ts";
import type { SubscriptionRow } from "../gen/desk.gen.ts";
import { drawings } from "../icons.ts";
import { apiWord, statusLook, statusTitle, statusWord } from "../status.ts";
import { drawing, type Fill, part, plain } from "../table/cells.ts";
import type { Column } from "../table/data-table.ts";
import { t } from "../words.ts";

function name(cell: HTMLElement): Fill<SubscriptionRow> {
  const own = part(cell, "own");
  const missing = part(cell, "tag cau");
  return (row) => {
    own(row.name || t("no-name"));
    missing(row.missing ? t("row-missing") : "");
    cell.title = row.missing ? t("row-missing-why") : row.name;
  };
}

function plan(cell: HTMLElement): Fill<SubscriptionRow> {
  const own = part(cell, "own");
  const trial = part(cell, "tag");
  return (row) => {
    own(row.plan);
    trial(row.freeTrial ? t("row-trial") : "");
    cell.title = row.plan;
  };
}

function status(cell: HTMLElement): Fill<SubscriptionRow> {
  const path = drawing(cell);
  const ours = part(cell, "ours");
  const api = part(cell, "api");
  return (row) => {
    const look = statusLook[row.statusKind];
    path.setAttribute("d", drawings[look.icon]);
    cell.className = `td c-status ${look.tone}`;
    ours(statusWord(row.statusKind, row.status));
    api(apiWord(row.statusKind, row.status));
    cell.title = statusTitle(row.statusKind, row.status);
  };
}

function renew(cell: HTMLElement): Fill<SubscriptionRow> {
  const text = cell.appendChild(new Text());
  return (row) => {
    const ends = row.statusKind === "unsubscribed" || row.autoRenew === null;
    text.data = ends ? "–" : row.autoRenew ? t("on") : t("off");
    cell.classList.toggle("cau", !ends && row.autoRenew === false);
  };
}

export function term(unit: string | null): string {
  const [, count, letter] = unit?.match(/^P(\d+)([MY])$/) ?? [];
  return count ? t(letter === "Y" ? "term-years" : "term-months", { count: Number(count) }) : (unit ?? "–");
}

export const columns: readonly Column<SubscriptionRow>[] = [
  { id: "name", sort: "name", make: name },
  { id: "offer", sort: "offer", make: plain((row) => row.offer) },
  { id: "plan", sort: "plan", make: plan },
  { id: "seats", sort: "seats", end: true, make: plain((row) => (row.seats === null ? "–" : number(row.seats))) },
  { id: "status", sort: "status", make: status },
  { id: "term", make: plain((row) => term(row.termUnit)) },
  { id: "term-end", sort: "termEnd", end: true, make: plain((row) => termDay(row.termEnd)) },
  { id: "renew", make: renew },
  { id: "channel", make: plain((row) => t(`channel-${row.channel}`)) },
  { id: "buyer", make: plain((row) => row.buyer || "–") },
  { id: "created", sort: "created", end: true, make: plain((row) => day(row.created)) },
];
