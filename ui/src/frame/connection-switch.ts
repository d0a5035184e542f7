import { html, type TemplateResult } from "lit";
import type { ConnectionCard, Frame } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { icon } from "../icons.ts";
import { announce } from "../live.ts";
import { explain, t } from "../words.ts";

/** Which publisher and which environment: production and test must never be mistaken. */
export function connectionSwitch(frame: Frame): TemplateResult {
  const { current } = frame;
  return html`<button type="button" class="conn" data-test="connection-switch" popovertarget="connections" title=${t("connection-switch")}>
      <span class="envchip">${t(`environment-long-${current?.environment ?? "production"}`)}</span>
      <b class="trunc">${current?.publisher}</b><span class="sr">${t("connection-switch")}</span>${icon("down")}
    </button>
    <div id="connections" popover class="sheet menu" role="dialog" aria-label=${t("connections")}>
      <ul>${frame.connections.map((card) => html`<li>${choice(card, card.id === current?.id)}</li>`)}</ul>
      <div class="sheet-foot"><a class="btn quiet" href="#/connect" data-test="add-connection" @click=${close}>${icon("plus")}${t("connection-add")}</a></div>
    </div>`;
}

function choice(card: ConnectionCard, here: boolean): TemplateResult {
  return html`<button type="button" class="choice" data-test="connection" data-connection=${card.id} aria-current=${here}
    @click=${(event: Event) => choose(card, event)}>
    ${icon(here ? "check" : "ring", here ? "" : "blank")}
    <i class="swatch ${card.environment}"></i><span class="grow"><b>${card.publisher}</b><small>${t(`environment-${card.environment}`)}</small></span>
  </button>`;
}

function choose(card: ConnectionCard, event: Event): void {
  close(event);
  void switchTo(card);
}

export async function switchTo(card: ConnectionCard): Promise<void> {
  try {
    await host().call("switch_connection", card.id);
    location.hash = "#/customers";
  } catch (thrown) {
    announce(explain(asFault(thrown)));
  }
}

function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]")?.hidePopover();
}
