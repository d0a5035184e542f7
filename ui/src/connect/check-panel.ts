import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { rawText } from "../fault-note.ts";
import { clock } from "../format.ts";
import type { CheckReport, CheckStep, CheckStepName } from "../gen/desk.gen.ts";
import { type IconName, icon } from "../icons.ts";
import { explain, knows, say, t } from "../words.ts";
import type { Entries } from "./entries.ts";

const names: readonly CheckStepName[] = [
  "details",
  "reach",
  "clock",
  "directory",
  "application",
  "credential",
  "resource",
  "subscriptions",
  "not-empty",
];
const drawn: Record<CheckStep["state"], IconName> = {
  waiting: "ring",
  running: "working",
  done: "check",
  attention: "alert",
  failed: "cross",
};

/** The check before it has run: every step is named, so that one knows what will be asked. */
export const untouched: CheckReport = {
  passed: false,
  steps: names.map((name) => ({ name, state: "waiting", detail: null, fault: null, askedAt: null })),
};

/** Each step by name, each failure with its cause and the way out of it. */
export function checkPanel(report: CheckReport, running: boolean, entries: Entries): TemplateResult {
  const done = report.steps.filter(({ state }) => state === "done" || state === "attention").length;
  const failed = report.steps.filter(({ state }) => state === "failed").length;
  const summary =
    !running && done + failed === 0
      ? t("check-not-run")
      : t("check-summary", { done, count: report.steps.length, failed });
  return html`<section class="check" aria-labelledby="check-title" data-test="check" data-passed=${report.passed} aria-busy=${running}>
    <header><h2 id="check-title">${t("check-title")}</h2><span role="status" data-test="check-summary">${summary}</span></header>
    <ol>${report.steps.map((step) => checkStep(step, report, entries))}</ol>
  </section>`;
}

function checkStep(step: CheckStep, report: CheckReport, entries: Entries): TemplateResult {
  const { name, state, fault, detail } = step;
  const title = name === "credential" ? `step-credential-${entries.kind}` : `step-${name}`;
  return html`<li class=${state} data-test="step-${name}" data-state=${state}>
    <span class="node">${icon(drawn[state], state === "running" ? "turning" : "")}<span class="sr">${t(`step-is-${state}`)}</span></span>
    <div class="grow">
      <div class="row"><b>${t(title)}</b><small>${aside(step, report)}</small></div>
      ${state === "attention" && detail ? html`<p class="says">${say(detail)}</p>` : nothing}
      ${fault ? fix(step, entries) : nothing}
    </div>
  </li>`;
}

function aside({ state, detail, askedAt }: CheckStep, report: CheckReport): string {
  if (state === "waiting") return report.steps.some((step) => step.state === "failed") ? t("step-waits") : "";
  if (state === "running") return t("step-asking");
  if (state === "done" && detail) return say(detail);
  return askedAt ? t("step-asked", { time: clock(askedAt, true) }) : "";
}

/** Cause first, then what to do, step by step, then the raw text. */
function fix({ fault }: CheckStep, entries: Entries): TemplateResult | typeof nothing {
  if (!fault) return nothing;
  const key = `fix-${fault.sentence.key}`;
  const steps = knows(key) ? t(key).split("\n") : [];
  const request = [
    t("admin-request"),
    explain(fault),
    "",
    ...steps.map((step, i) => `${i + 1}. ${step}`),
    "",
    t("admin-ids", { tenant: entries.tenant, application: entries.application }),
  ];
  return html`<div class="fix">
    <p><b data-test="step-fault">${explain(fault)}</b></p>
    ${fault.sentence.key === "fault-secret-id-pasted" ? entraTable(entries) : nothing}
    ${steps.length ? html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>` : nothing}
    ${steps.length ? html`<div class="row">${copyButton(request.join("\n"), t("admin-copy"), "btn quiet labelled")}</div>` : nothing}
    ${rawText(fault)}
  </div>`;
}

/** Where Entra shows both, side by side. */
function entraTable({ secret }: Entries): TemplateResult {
  const id = secret.trim();
  return html`<figure class="entra"><table aria-label=${t("entra-table")}>
      <thead><tr><th scope="col">${t("entra-description")}</th><th scope="col">${t("entra-expires")}</th><th scope="col" class="hit">${t("entra-value")}</th><th scope="col">${t("entra-id")}</th></tr></thead>
      <tbody><tr><td>Marketdesk</td><td>${t("entra-date")}</td><td class="hit mono">k3W8Q~••••••••••••</td><td class="mono">${id.slice(0, 8)}-…-${id.slice(-4)}</td></tr></tbody>
    </table><figcaption>${t("entra-copy-this")}</figcaption></figure>`;
}
