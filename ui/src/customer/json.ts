import { html, type TemplateResult } from "lit";
import { copyButton } from "../copy.ts";
import { t } from "../words.ts";

export interface JsonPart {
  kind: "name" | "text" | "number" | "word" | "plain";
  text: string;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;
const TOO_LONG_TO_COLOUR = 200_000;

export function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}

/** Splits printed JSON into what is coloured and what is not; joined again, it is the same text. */
export function jsonParts(text: string): JsonPart[] {
  if (text.length > TOO_LONG_TO_COLOUR) return [{ kind: "plain", text }];
  const parts: JsonPart[] = [];
  let at = 0;
  const plain = (end: number) => end > at && parts.push({ kind: "plain", text: text.slice(at, end) });
  for (const match of text.matchAll(token)) {
    plain(match.index);
    const [whole, quoted, colon, figure] = match;
    if (quoted) {
      parts.push({ kind: colon ? "name" : "text", text: quoted });
      if (colon) parts.push({ kind: "plain", text: colon });
    } else parts.push({ kind: figure ? "number" : "word", text: whole });
    at = match.index + whole.length;
  }
  plain(text.length);
  return parts;
}

export function json(raw: string): TemplateResult {
  const text = pretty(raw);
  return html`<div class="raw json"><pre tabindex="0" data-test="json">${jsonParts(text).map(({ kind, text: part }) => (kind === "plain" ? part : html`<span class=${kind}>${part}</span>`))}</pre>${copyButton(text, t("copy-json"))}</div>`;
}
