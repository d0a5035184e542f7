/** True while keys write text, so that no letter is taken for a command. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

let singleKeys = true;

/** Single keys can be turned off: whoever speaks to the computer, or rests a hand on it, decides nothing by chance. */
export function obeySingleKeys(on: boolean): void {
  singleKeys = on;
}

/** Nothing held but Shift, nothing typed into, no dialog or menu open above the page. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
  return document.querySelector("dialog[open], [popover]:popover-open") === null;
}

/** A single key that is meant as a command. */
export function isBare(event: KeyboardEvent): boolean {
  return singleKeys && isFree(event);
}

function onMac(): boolean {
  return /Mac/.test(navigator.platform);
}

/** The key that is held for commands, as it is written on the keyboard. */
export function heldKey(): string {
  return onMac() ? "⌘" : "Ctrl";
}

/** Ctrl or Cmd and K, also while typing; on a Mac, Ctrl+K belongs to its text fields. */
export function opensPalette({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const held = onMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  return held && !altKey && !shiftKey && key.toLowerCase() === "k";
}

/** Ctrl or Cmd and A, where it does not select text. */
export function selectsAll(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event;
  const held = onMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (!held || altKey || shiftKey || defaultPrevented || key.toLowerCase() !== "a" || isTyping(event)) return false;
  return document.querySelector("dialog[open], [popover]:popover-open") === null;
}

/** G, then soon a letter, goes somewhere. */
export const GO_WITHIN = 1200;
const ways = { i: "inbox", c: "customers", p: "suspensions", h: "history", s: "settings", r: "rules" } as const;
export type Way = (typeof ways)[keyof typeof ways];

export class GoKeys {
  #since = Number.NEGATIVE_INFINITY;

  /** Where this key leads; `"on"` where the first half of the two was pressed, nothing where the key is another's. */
  press(key: string, now: number): Way | "on" | undefined {
    const waited = now - this.#since;
    this.#since = Number.NEGATIVE_INFINITY;
    const low = key.toLowerCase();
    if (waited <= GO_WITHIN && low in ways) return ways[low as keyof typeof ways];
    if (low !== "g") return undefined;
    this.#since = now;
    return "on";
  }
}
