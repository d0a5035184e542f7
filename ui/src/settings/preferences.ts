import { html, type TemplateResult } from "lit";
import type { Density, Language, Preferences, Theme } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { announce } from "../live.ts";
import { explain, t } from "../words.ts";

/** The three choices of how the console speaks and looks. `where` keeps the ids of two places apart. */
export function preferenceFields(now: Preferences, where: string): TemplateResult {
  return html`
    ${select(where, "language", now.language ?? "", ["", "en", "fr"], (language) => ({ ...now, language: (language || null) as Language | null }))}
    ${select(where, "theme", now.theme, ["system", "light", "dark"], (theme) => ({ ...now, theme: theme as Theme }))}
    ${select(where, "density", now.density, ["comfortable", "compact"], (density) => ({ ...now, density: density as Density }))}
  `;
}

type Choose = (value: string) => Preferences;

function select(where: string, name: string, value: string, values: readonly string[], choose: Choose): TemplateResult {
  const id = `${where}-${name}`;
  return html`<div class="field">
    <label for=${id}>${t(name)}</label>
    <select id=${id} data-test=${where === "quick" ? `quick-${name}` : name} .value=${value}
      @change=${(event: Event) => void prefer(choose((event.target as HTMLSelectElement).value))}>
      ${values.map((one) => html`<option value=${one} ?selected=${one === value}>${t(`${name}-${one || "system"}`)}</option>`)}
    </select>
  </div>`;
}

export async function prefer(preferences: Preferences): Promise<void> {
  try {
    await host().call("set_preferences", preferences);
    dispatchEvent(new Event("frame-changed"));
  } catch (thrown) {
    announce(explain(asFault(thrown)));
  }
}
