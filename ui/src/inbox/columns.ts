import "../count-down.ts";
import { money } from "../format.ts";
import type { InboxItem } from "../gen/desk.gen.ts";
import { drawings } from "../icons.ts";
import { drawing, type Fill, part, plain } from "../table/cells.ts";
import type { Column } from "../table/data-table.ts";
import { say, t } from "../words.ts";
import { dueOf, dueWord } from "./due.ts";
import { kindLook, kindWord, nameOf } from "./look.ts";

/** By when: seconds for a running window, hours and days for the rest, and what they count. */
function due(cell: HTMLElement): Fill<InboxItem> {
  const running = cell.appendChild(document.createElement("count-down"));
  const figure = part(cell, "figure");
  const word = cell.appendChild(document.createElement("small"));
  return (item) => {
    const now = Date.now();
    const { closesAt } = item;
    const { figure: text, tone } = dueOf(item, now);
    running.hidden = closesAt === null;
    running.setAttribute("passed", t("countdown-passed"));
    if (closesAt) running.setAttribute("until", closesAt);
    else running.removeAttribute("until");
    figure(closesAt ? "" : text);
    word.textContent = dueWord(item, now);
    cell.className = `td c-due ${closesAt ? "live" : tone}`;
  };
}

function customer(cell: HTMLElement): Fill<InboxItem> {
  const name = part(cell, "own");
  return (item) => {
    name(nameOf(item));
    cell.title = item.customer;
  };
}

function kind(cell: HTMLElement): Fill<InboxItem> {
  const path = drawing(cell);
  const word = part(cell, "word");
  return (item) => {
    path.setAttribute("d", drawings[kindLook[item.kind]]);
    word(kindWord(item));
  };
}

function what(cell: HTMLElement): Fill<InboxItem> {
  const text = cell.appendChild(new Text());
  return (item) => {
    text.data = say(item.what);
    cell.title = text.data;
  };
}

function owner(cell: HTMLElement): Fill<InboxItem> {
  const face = cell.appendChild(document.createElement("span"));
  face.setAttribute("aria-hidden", "true");
  const name = part(cell, "sr");
  return (item) => {
    face.textContent = initials(item.owner ?? "");
    face.className = item.owner ? "face" : "face none";
    name(item.owner ?? t("owner-none"));
    cell.title = item.owner ?? t("owner-none");
  };
}

/** Up to two letters of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

export function effectText({ effect }: Pick<InboxItem, "effect">): string {
  return effect ? t("effect-month", { money: money(effect.amount, effect.currency, true) }) : "";
}

export const columns: readonly Column<InboxItem>[] = [
  { id: "due", end: true, make: due },
  { id: "customer", make: customer },
  { id: "effect", end: true, make: plain(effectText) },
  { id: "kind", make: kind },
  { id: "what", make: what },
  { id: "owner", make: owner },
];

/** What journeys and styles know a row by. */
export function dress(element: HTMLElement, item: InboxItem): void {
  element.dataset["test"] = "inbox-item";
  element.dataset["id"] = item.id;
  element.dataset["kind"] = item.kind;
  element.dataset["stage"] = item.stage ?? "";
}
