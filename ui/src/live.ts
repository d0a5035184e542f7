/** Says to a screen reader what others see happen. */
let region: HTMLElement | undefined;

export function announce(text: string): void {
  if (!region) {
    region = document.createElement("div");
    region.className = "sr";
    region.setAttribute("role", "status");
    region.dataset["test"] = "announcements";
    document.body.append(region);
  }
  region.textContent = text;
}
