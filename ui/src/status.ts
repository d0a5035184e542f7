import type { StatusKind } from "./gen/desk.gen.ts";
import type { IconName } from "./icons.ts";
import { t } from "./words.ts";

/** How each state looks: a shape, a tone and our word. */
export const statusLook: Record<StatusKind, { icon: IconName; tone: string }> = {
  "not-started": { icon: "ring", tone: "inf" },
  pending: { icon: "ring", tone: "inf" },
  subscribed: { icon: "check", tone: "pos" },
  suspended: { icon: "pause", tone: "cau" },
  unsubscribed: { icon: "stop", tone: "muted" },
  unknown: { icon: "unknown", tone: "cau" },
};

/** Our word. A state we do not know keeps Microsoft's. */
export function statusWord(kind: StatusKind, raw: string): string {
  return kind === "unknown" ? raw : t(`status-${kind}`);
}

/** Microsoft's word, left out where it would only say ours again. */
export function apiWord(kind: StatusKind, raw: string): string {
  return statusWord(kind, raw).toLowerCase() === raw.trim().toLowerCase() ? "" : raw.trim();
}

/** Every name it goes by: ours, the API's, the storefront's. */
export function statusTitle(kind: StatusKind, raw: string): string {
  const storefront = t(`storefront-${kind}`, { raw });
  return t("status-title", { ours: statusWord(kind, raw), api: raw.trim(), storefront });
}
