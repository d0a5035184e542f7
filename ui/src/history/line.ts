import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { clock, number } from "../format.ts";
import type { HistoryLine, Sentence } from "../gen/desk.gen.ts";
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
  "told-hook-again": "again",
  "told-hook-dropped": "cross",
};

/** What the relay answered: yes, no, or not yet. */
function answered(key: string): IconName {
  if (key.startsWith("told-accepted")) return "check";
  if (key.startsWith("told-refused")) return "cross";
  return key.startsWith("told-held") ? "pause" : "history";
}

/** Who, how long it took, and what Microsoft's data said of it since. */
export function knownOf(actor: string, tookMs: number | null, outcome: Sentence | null): string {
  const took = tookMs === null ? "" : t("history-took", { ms: number(tookMs) });
  return [actor, took, outcome ? say(outcome) : ""].filter(Boolean).join(" · ");
}

/** One line of what was done; `whose` names the customer where the list holds several. */
export function historyLine(line: HistoryLine, whose: boolean): TemplateResult {
  const { at, what, asked, outcome, customer, subscription, actor, ids, tookMs } = line;
  return html`<li class="ev" data-test="history-line" data-intent=${line.intent}>
    <time datetime=${at}>${clock(at)}</time>
    <span class="node">${icon(drawn[what.key] ?? answered(what.key))}</span>
    <div class="line">
      <div class="row"><span class="what">${asked ? `${say(asked)} · ${say(what)}` : say(what)}${whose ? html` · <a href=${hashOf({ screen: "customer", id: subscription, tab: "history" })}>${customer}</a>` : nothing}</span>
        <small class="known">${knownOf(actor, tookMs, outcome)}</small></div>
      ${ids.length ? html`<ul class="call-ids">${ids.map(({ name, value }) => html`<li><span class="cap">${t(`call-${name}`)}</span><code class="trunc" title=${value}>${value}</code>${copyButton(value, t("copy-id", { name: t(`call-${name}`) }))}</li>`)}</ul>` : nothing}
    </div>
  </li>`;
}
