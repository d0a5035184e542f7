import { html, type TemplateResult } from "lit";

/** A Fluent switch with its words beside it. */
export function switchField(
  test: string,
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
): TemplateResult {
  return html`<span class="switch"><fluent-switch id=${test} data-test=${test} .checked=${checked}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}></fluent-switch><label for=${test}>${label}</label></span>`;
}
