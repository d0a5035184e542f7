import { html, type TemplateResult } from "lit";

/** Our own drawings, 20 by 20, one path each, stroke 1.5. */
export const drawings = {
  again: "M15.8 8A6.2 6.2 0 1 0 16.2 11M16.5 4v4h-4",
  alert: "M10 3 17.5 16.5h-15zM10 8v4M10 14.2v.01",
  arrow: "M3.5 10h12.5M11.5 5.5 16 10l-4.5 4.5",
  back: "M12 5.5 7.5 10l4.5 4.5",
  box: "M3.5 6.5 10 3l6.5 3.5v7L10 17l-6.5-3.5zM3.5 6.5 10 10l6.5-3.5M10 10v7",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  clock: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M10 6.5v3.8l2.5 1.7",
  copy: "M7 7h9v9H7zM4 13V4h9",
  cross: "m5.5 5.5 9 9M14.5 5.5l-9 9",
  down: "m5.5 8 4.5 4.5L14.5 8",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM12.2 10a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0",
  eyeoff:
    "M3.5 3.5l13 13M8 5.3A7.5 7.5 0 0 1 10 5c4.5 0 7.5 5 7.5 5a13 13 0 0 1-2.3 2.8M5.2 7A13 13 0 0 0 2.5 10s3 5 7.5 5a7.5 7.5 0 0 0 2.6-.5",
  file: "M5 3h6.5L15.5 7v10H5zM11.5 3v4h4",
  filter: "M3.5 5h13M6 10h8M8.5 15h3",
  gear: "M12.6 10a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0M10 2.8v2M10 15.2v2M2.8 10h2M15.2 10h2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M4.9 15.1l1.4-1.4M13.7 6.3l1.4-1.4",
  gone: "M4.5 4.5h11v11h-11zM4.5 15.5l11-11",
  history: "M3.8 10a6.2 6.2 0 1 1 1.9 4.5M3.5 16v-3.2h3.2M10 6.5v3.8l2.5 1.7",
  inbox: "M3 11.5 5.2 4h9.6L17 11.5V16H3zM3 11.5h4l1 2h4l1-2h4",
  info: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M10 9.3v4M10 6.6v.01",
  join: "M4 4.5v4.2a3 3 0 0 0 3 3h9M12.5 8.2l3.5 3.5-3.5 3.5",
  key: "M11.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0M10.7 10.7l5.8 5.8M14 14l1.5-1.5",
  hold: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M6.5 10h7",
  ladder: "M6.5 3v14M13.5 3v14M6.5 6h7M6.5 10h7M6.5 14h7",
  list: "M7 5.5h9.5M7 10h9.5M7 14.5h9.5M3.7 5.5h.01M3.7 10h.01M3.7 14.5h.01",
  lock: "M4.5 9h11v7.5h-11zM7 9V6.5a3 3 0 0 1 6 0V9",
  moon: "M15.8 12.2A6.5 6.5 0 0 1 7.8 4.2a6.5 6.5 0 1 0 8 8z",
  next: "M8 5.5 12.5 10 8 14.5",
  note: "M4.5 3.5h11v9l-4 4h-7zM15.5 12.5h-4v4M7.5 7.5h5M7.5 10.5h3",
  off: "M3 3l14 14M5.5 8.5a4.2 4.2 0 0 0-.2 7.5h8.2M8.5 5.3a4.6 4.6 0 0 1 5.8 4.2 3.3 3.3 0 0 1 2.3 4.7",
  pause: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M8.2 7.3v5.4M11.8 7.3v5.4",
  people:
    "M10.3 7a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0M2.5 16c.4-3 2.3-4.5 5-4.5s4.6 1.5 5 4.5M13 4.5a2.6 2.6 0 0 1 0 5M14.6 11.9c1.7.5 2.7 1.9 2.9 4.1",
  person: "M13 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0M4 16.5c.5-3.3 2.7-5 6-5s5.5 1.7 6 5",
  pin: "M7 3.5h6l-.7 5 2.2 2.5h-9l2.2-2.5zM10 11v6",
  plus: "M10 4v12M4 10h12",
  return: "M7 4.5 3.5 8 7 11.5M3.5 8H12a4.2 4.2 0 0 1 0 8.5H8",
  ring: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0",
  search: "M14 9A5 5 0 1 1 4 9a5 5 0 0 1 10 0M12.8 12.8l3.7 3.7",
  seat: "M6 3.5v7h7.5M6 10.5v6M13.5 10.5v6M9 7h5",
  sent: "M10 16V4.5M5.5 9 10 4.5 14.5 9",
  snooze: "M16 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0M10 8v3.2l2 1.5M3.5 5.5 6 3.2M16.5 5.5 14 3.2",
  sort: "M10 15.5v-11M6 8.5l4-4 4 4",
  stop: "M5 5h10v10H5z",
  swap: "M4 7h11.5M12.5 4l3 3-3 3M16 13H4.5M7.5 10l-3 3 3 3",
  table: "M3.5 4.5h13v11.5h-13zM3.5 8.5h13M8 8.5V16M12.2 8.5V16",
  test: "M8 3.5h4M8.8 3.5V8l-4 7.5c-.4.8 0 1.5.9 1.5h8.6c.9 0 1.3-.7.9-1.5L11.2 8V3.5M6.8 12.5h6.4",
  unknown: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M8.3 8.2a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.7-.9 1.4M10 13.4v.01",
  working: "M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0",
  write: "M4 16l.8-3.3L13.3 4.2l2.5 2.5-8.5 8.5zM11.5 6l2.5 2.5",
  you: "M10 3.5 16.5 10 10 16.5 3.5 10z",
} as const;

export type IconName = keyof typeof drawings;

/** A drawing beside a word; never the only carrier of a meaning. */
export function icon(name: IconName, extra = ""): TemplateResult {
  return html`<svg class="ic i-${name} ${extra}" viewBox="0 0 20 20" aria-hidden="true"><path d=${drawings[name]}></path></svg>`;
}

/** The sign of the house: a ledger page with its margin rule. */
export function sign(): TemplateResult {
  return html`<svg class="sign" viewBox="0 0 22 22" aria-hidden="true"><rect x="2.75" y="2.75" width="16.5" height="16.5" rx="2"></rect><path d="M8 2.75v16.5M11 7.5h5M11 11h5M11 14.5h5"></path></svg>`;
}
