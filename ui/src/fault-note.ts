import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "./copy.ts";
import type { Fault } from "./gen/desk.gen.ts";
import { icon } from "./icons.ts";
import { manners } from "./manners.ts";
import { explain, t } from "./words.ts";

/** A failure in place: cause and next step, what it means for what is shown, the raw text one click away. */
export function faultNote(fault: Fault, also: { again?: () => void; extra?: string } = {}): TemplateResult {
  const { tone, icon: drawing, action } = manners[fault.code];
  const again = also.again && action !== "connection";
  return html`<div class="note ${tone}" role="alert" data-test="fault" data-code=${fault.code}>
    ${icon(drawing)}
    <div class="grow">
      <p><b>${explain(fault)}</b>${also.extra ? html` ${also.extra}` : nothing}</p>
      ${rawText(fault)}
    </div>
    ${action === "connection" ? html`<a class="btn" href="#/connect/current">${t("fault-open-connection")}</a>` : nothing}
    ${again ? html`<button type="button" class="btn" data-test="try-again" @click=${also.again}>${icon("again")}${t("try-again")}</button>` : nothing}
  </div>`;
}

/** What the other side said, word for word. */
export function rawText(fault: Fault): TemplateResult | typeof nothing {
  if (!fault.raw && !fault.correlation) return nothing;
  const report = [fault.raw, fault.correlation && `correlation: ${fault.correlation}`].filter(Boolean).join("\n");
  return html`<details class="unfold" data-test="raw-text">
    <summary>${icon("next")}${t("fault-raw")}</summary>
    <div class="raw"><pre tabindex="0">${report}</pre>${copyButton(report, t("copy-report"))}</div>
  </details>`;
}
