import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { clock, number } from "../format.ts";
import type { HistoryLine } from "../gen/desk.gen.ts";
import { type IconName, icon } from "../icons.ts";
import { hashOf } from "../place.ts";
import { say, t } from "../words.ts";

const drawn: Record<string, IconName> = {
  "did-asked": "write",
  "did-released": "next",
  "did-withdrew": "return",
  "did-judged": "list",
  "did-sent": "sent",
  "did-accepted": "working",
  "did-refused": "cross",
  "did-lost": "unknown",
  "did-looked": "eye",
  "did-done": "check",
  "did-stuck": "you",
  "did-retried": "again",
  "did-obsolete": "stop",
};

/** One line of what was done; `whose` names the customer where the list holds several. */
export function historyLine(line: HistoryLine, whose: boolean): TemplateResult {
  const { at, what, customer, subscription, actor, ids, tookMs } = line;
  return html`<li class="ev" data-test="history-line" data-intent=${line.intent}>
    <time datetime=${at}>${clock(at)}</time>
    <span class="node">${icon(drawn[what.key] ?? "history")}</span>
    <div class="line">
      <div class="row"><span class="what">${say(what)}${whose ? html` · <a href=${hashOf({ screen: "customer", id: subscription, tab: "history" })}>${customer}</a>` : nothing}</span>
        <small class="known">${actor}${tookMs === null ? nothing : ` · ${t("history-took", { ms: number(tookMs) })}`}</small></div>
      ${ids.length ? html`<ul class="call-ids">${ids.map(({ name, value }) => html`<li><span class="cap">${t(`call-${name}`)}</span><code class="trunc" title=${value}>${value}</code>${copyButton(value, t("copy-id", { name: t(`call-${name}`) }))}</li>`)}</ul>` : nothing}
    </div>
  </li>`;
}
