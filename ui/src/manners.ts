import type { Code } from "./gen/desk.gen.ts";
import type { IconName } from "./icons.ts";

/** How a failure looks, and what a person can do about it at once. */
export interface Manner {
  tone: "info" | "caution" | "critical";
  icon: IconName;
  action: "again" | "connection" | "report" | null;
}

/** The one place that decides. A new code does not compile until it has a line here. */
export const manners: Record<Code, Manner> = {
  offline: { tone: "caution", icon: "off", action: "again" },
  throttled: { tone: "info", icon: "clock", action: "again" },
  "sign-in": { tone: "critical", icon: "key", action: "connection" },
  "not-found": { tone: "caution", icon: "search", action: "again" },
  refused: { tone: "critical", icon: "stop", action: "report" },
  unreadable: { tone: "critical", icon: "alert", action: "report" },
  store: { tone: "critical", icon: "box", action: "report" },
  locked: { tone: "caution", icon: "lock", action: null },
  invalid: { tone: "caution", icon: "write", action: null },
  bug: { tone: "critical", icon: "alert", action: "report" },
};
