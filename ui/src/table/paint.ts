/** Calls back when what was just drawn has reached the screen. */
export function whenPainted(then: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then();
    };
    port2.postMessage(null);
  });
}

/** Tells whoever measures, from outside, that what was just drawn has reached the screen. */
export function afterPaint(name: string, detail: Record<string, unknown>): void {
  whenPainted(() => document.dispatchEvent(new CustomEvent(name, { detail: { ...detail, at: performance.now() } })));
}

/** Leaves in the page's performance timeline when something last happened, for profiles. */
export function passing(name: string): void {
  performance.clearMarks(name);
  performance.mark(name);
}
