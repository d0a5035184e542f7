/** Tells whoever measures, from outside, that what was just drawn has reached the screen. */
export function afterPaint(name: string, detail: Record<string, unknown>): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      document.dispatchEvent(new CustomEvent(name, { detail: { ...detail, at: performance.now() } }));
    };
    port2.postMessage(null);
  });
}
