import { html, nothing, type TemplateResult } from "lit";
import { faultNote } from "../fault-note.ts";
import { moment } from "../format.ts";
import type { RulesVersion } from "../gen/desk.gen.ts";
import { Query } from "../host/query.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";

/** Every version that was in force, the latest first, and the way back to each. */
export class RulesHistory extends View {
  #history = new Query(this, "rules_history", () => null, ["rules"]);

  override render() {
    const { reply, fault } = this.#history;
    if (fault) return faultNote(fault, { again: () => void this.#history.ask() });
    if (!reply) return nothing;
    if (!reply.versions.length) {
      return html`<div class="quiet-empty">${icon("history")}<p>${reply.refused ? say(reply.refused) : t("rules-history-empty")}</p></div>`;
    }
    return html`<ol class="versions" data-test="versions">${reply.versions.map((version, at) => this.#version(version, at === 0))}</ol>`;
  }

  #version(version: RulesVersion, now: boolean): TemplateResult {
    const { author, at, reason, rules, changes } = version;
    const back = () => this.dispatchEvent(new CustomEvent("roll-back", { detail: version }));
    return html`<li class="version ${now ? "now" : ""}" data-test="version">
      <div class="row"><b>${t("rules-version", { version: version.version })}</b>${now ? html`<span class="pill pos">${icon("check")}${t("rules-version-now")}</span>` : nothing}
        <small class="grow">${t("rules-version-by", { author, when: moment(at) })} · ${t("rules-count", { count: rules })}</small>
        ${now ? nothing : html`<button type="button" class="btn quiet" data-test="roll-back" @click=${back}>${icon("return")}${t("rules-roll-back")}</button>`}</div>
      <p>${reason}</p>
      ${changes.length ? html`<ul class="version-changes">${changes.map((change) => html`<li>${say(change)}</li>`)}</ul>` : nothing}
    </li>`;
  }
}

customElements.define("rules-history", RulesHistory);
