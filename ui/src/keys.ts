/** True while keys write text, so that no letter is taken for a command. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
}

/** A bare key: nothing held but Shift, nothing typed into, no dialog or menu open above the page. */
export function isBare(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
  return document.querySelector("dialog[open], [popover]:popover-open") === null;
}
