import { html, nothing } from "lit";
import type { Token } from "../gen/desk.gen.ts";
import { icon } from "../icons.ts";
import { View } from "../view.ts";
import { say, t } from "../words.ts";
import { without } from "./search.ts";

/** How the search was understood, word by word; what was not understood says why. */
export class TokenChips extends View {
  static override properties = { tokens: { attribute: false }, search: {} };
  declare tokens: readonly Token[];
  declare search: string;

  #remove(token: Token): void {
    this.dispatchEvent(new CustomEvent("search-changed", { detail: without(this.search, token.text) }));
  }

  override render() {
    const problems = this.tokens.filter(({ problem }) => problem);
    return html`<ul aria-label=${t("tokens-label")} data-test="tokens">
        ${this.tokens.map((token) => this.#chip(token))}
      </ul>
      ${problems.map(({ problem }) => (problem ? html`<p class="problem" role="alert">${icon("alert")}${say(problem)}</p>` : nothing))}`;
  }

  #chip(token: Token) {
    const { field, value, problem, text } = token;
    return html`<li class="token ${problem ? "bad" : ""}" data-token=${text} ?data-problem=${problem !== null}>
      ${problem ? icon("alert") : nothing}
      ${field && !problem ? html`<b>${field}</b><span>${value}</span>` : html`<span>${text}</span>`}
      <button type="button" aria-label=${t("token-remove", { token: text })} title=${t("token-remove", { token: text })}
        @click=${() => this.#remove(token)}>${icon("cross")}</button>
    </li>`;
  }
}

customElements.define("token-chips", TokenChips);
