import { html, type TemplateResult } from "lit";
import { drawings, icon } from "./icons.ts";
import { announce } from "./live.ts";
import { t } from "./words.ts";

/** Copies, and says so where the eye is: the drawing turns into a tick for a moment. */
export function copyButton(text: string, label: string, className = "icon-btn"): TemplateResult {
  return html`<button type="button" class="${className} copy" title=${label} aria-label=${label}
    @click=${(event: Event) => copy(text, event.currentTarget as HTMLElement)}>${icon("copy")}</button>`;
}

export async function copy(text: string, from: HTMLElement): Promise<void> {
  announce(await copyText(text));
  const path = from.querySelector("path");
  path?.setAttribute("d", drawings.check);
  setTimeout(() => path?.setAttribute("d", drawings.copy), 1500);
}

/** Copies, and leaves it to the caller to say so. */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyTheOldWay(text);
  }
  return t("copied");
}

/** For windows that are not given the clipboard. */
function copyTheOldWay(text: string): void {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
