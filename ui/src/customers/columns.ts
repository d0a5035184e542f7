import { day, number, termDay } from "../format.ts";
import type { SubscriptionRow } from "../gen/desk.gen.ts";
import { drawings } from "../icons.ts";
import { apiWord, statusLook, statusTitle, statusWord } from "../status.ts";
import type { Column } from "../table/data-table.ts";
import { t } from "../words.ts";

type Fill = (row: SubscriptionRow) => void;

/** Elements are made once for a row's place and refilled as rows pass through it. */
function plain(read: (row: SubscriptionRow) => string): (cell: HTMLElement) => Fill {
  return (cell) => {
    const text = cell.appendChild(new Text());
    return (row) => {
      text.data = read(row);
    };
  };
}

function part(cell: HTMLElement, className: string): (text: string) => void {
  const element = cell.appendChild(document.createElement("span"));
  element.className = className;
  const text = element.appendChild(new Text());
  return (value) => {
    text.data = value;
    element.hidden = value === "";
  };
}

function drawing(cell: HTMLElement): SVGPathElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "ic");
  svg.setAttribute("aria-hidden", "true");
  cell.append(svg);
  return svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
}

function name(cell: HTMLElement): Fill {
  const own = part(cell, "own");
  const missing = part(cell, "tag cau");
  return (row) => {
    own(row.name || t("no-name"));
    missing(row.missing ? t("row-missing") : "");
    cell.title = row.missing ? t("row-missing-why") : row.name;
  };
}

function plan(cell: HTMLElement): Fill {
  const own = part(cell, "own");
  const trial = part(cell, "tag");
  return (row) => {
    own(row.plan);
    trial(row.freeTrial ? t("row-trial") : "");
    cell.title = row.plan;
  };
}

function status(cell: HTMLElement): Fill {
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

function renew(cell: HTMLElement): Fill {
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
