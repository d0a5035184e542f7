import { LitElement } from "lit";
import { onLanguage } from "./words.ts";

/** A screen or a part of one: drawn in the page's own tree, and again when the language changes. */
export class View extends LitElement {
  #stop = () => {};

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }
}
