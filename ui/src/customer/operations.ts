import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { moment, number } from "../format.ts";
import type { OperationCard, Operations } from "../gen/desk.gen.ts";
import { type IconName, icon } from "../icons.ts";
import { knows, t } from "../words.ts";
import { json } from "./json.ts";
import { readLine } from "./on-demand.ts";

const look: Record<string, { tone: string; icon: IconName }> = {
  NotStarted: { tone: "line", icon: "ring" },
  InProgress: { tone: "inf", icon: "working" },
  Succeeded: { tone: "pos", icon: "check" },
  Failed: { tone: "neg", icon: "cross" },
  Conflict: { tone: "cau", icon: "alert" },
};

/** What Microsoft is still working on. It lists nothing that is finished, and says so here. */
export function operations(read: Operations): TemplateResult {
  return html`${readLine(read)}
    ${read.operations.length ? html`<ul class="ops" data-test="operations">${read.operations.map(line)}</ul>` : read.readAt ? none() : nothing}`;
}

function none(): TemplateResult {
  return html`<div class="quiet-empty" data-test="empty">${icon("check")}<h2>${t("operations-empty")}</h2><p>${t("operations-empty-why")}</p></div>`;
}

function line(operation: OperationCard): TemplateResult {
  const { id, action, status, source, plan, seats, at, error, raw } = operation;
  const { tone, icon: drawing } = look[status] ?? { tone: "line", icon: "unknown" as const };
  return html`<li data-test="operation" data-status=${status}>
    <div class="row"><b>${worded("action", action)}</b><span class="pill ${tone}">${icon(drawing)}${worded("operation", status)}</span>
      <span class="soft">${[plan, seats === null ? "" : t("seats", { count: seats, seats: number(seats) })].filter(Boolean).join(", ")}</span>
      <span class="cap when">${worded("source", source)}${at ? html` · ${moment(at)}` : nothing}</span></div>
    ${error ? html`<p class="neg">${error}</p>` : nothing}
    <div class="row"><code class="trunc">${id}</code>${copyButton(id, t("copy-id", { name: t("id-operation") }))}</div>
    <details class="unfold"><summary>${icon("next")}${t("as-received")}</summary>${json(raw)}</details>
  </li>`;
}

/** Our word where we have one, Microsoft's where we have not. */
function worded(kind: string, word: string): string {
  const key = `${kind}-${word.toLowerCase()}`;
  return knows(key) ? t(key) : word;
}
