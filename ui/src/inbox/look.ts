import type { InboxItem, ItemAction, ItemKind } from "../gen/desk.gen.ts";
import type { IconName } from "../icons.ts";
import { t } from "../words.ts";

/** How each kind of item looks. */
export const kindLook: Record<ItemKind, IconName> = {
  request: "swap",
  purchase: "box",
  suspended: "pause",
  reinstated: "return",
  cancelled: "stop",
  renewal: "calendar",
  trial: "clock",
  intent: "you",
  unreadable: "alert",
  missing: "gone",
  access: "lock",
  connection: "key",
};

export const kinds = Object.keys(kindLook) as ItemKind[];

/** Our word for it; a request's says how far it is. */
export function kindWord({ kind, stage }: Pick<InboxItem, "kind" | "stage">): string {
  return stage ? t(`stage-${stage}`) : t(`kind-${kind}`);
}

/** Whether a rule keeps it for a person, confirmed by Microsoft or not. */
export function isHeld({ stage }: Pick<InboxItem, "stage">): boolean {
  return stage === "held" || stage === "unconfirmed";
}

/** Whom it is about. */
export function nameOf({ customer, kind }: Pick<InboxItem, "customer" | "kind">): string {
  return customer || t(kind === "connection" ? "about-us" : "no-name");
}

/** What each action looks like, and the key that does it. */
export const actionLook: Record<ItemAction, { icon: IconName; key?: string }> = {
  approve: { icon: "check", key: "A" },
  decline: { icon: "cross", key: "D" },
  "let-pass": { icon: "check", key: "A" },
  activate: { icon: "check", key: "A" },
  acknowledge: { icon: "check", key: "E" },
  cancel: { icon: "stop" },
  "change-back": { icon: "return" },
  retry: { icon: "again" },
  withdraw: { icon: "return" },
  "try-again": { icon: "again" },
  drop: { icon: "cross" },
  "read-again": { icon: "again" },
  "see-access": { icon: "lock" },
  check: { icon: "list" },
  snooze: { icon: "snooze", key: "H" },
  note: { icon: "note", key: "N" },
  assign: { icon: "person" },
};

/** The action a key stands for: of several, the one that this item offers. */
export function actionOf(key: string, item?: Pick<InboxItem, "buttons">): ItemAction | undefined {
  const actions = Object.keys(actionLook) as ItemAction[];
  const found = actions.filter((action) => actionLook[action].key === key.toUpperCase());
  return found.find((action) => item?.buttons.some((button) => button.action === action)) ?? found[0];
}

/** Its word; the request to answer says that a yes or no leaves at once. */
export function actionWord(action: ItemAction): string {
  return t(`action-${action}`);
}
