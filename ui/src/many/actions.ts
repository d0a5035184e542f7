import type { ManyAction } from "../gen/desk.gen.ts";
import type { IconName } from "../icons.ts";

export type ManyKind = ManyAction["kind"];

interface ManyLook {
  kind: ManyKind;
  icon: IconName;
  /** What is typed for it. */
  asks?: "owner" | "text";
  /** It leaves the house: people may say why, or must where others are told. */
  reason?: "may" | "must";
}

/** What can be done to many, in the order in which it is offered. One more is one more line here, and its words. */
export const manyActions: readonly ManyLook[] = [
  { kind: "activate", icon: "check", reason: "may" },
  { kind: "suspend-access", icon: "lock", reason: "must" },
  { kind: "assign", icon: "person", asks: "owner" },
  { kind: "note", icon: "note", asks: "text" },
  { kind: "export", icon: "file" },
];

export function lookOf(kind: ManyKind | undefined): ManyLook | undefined {
  return manyActions.find((look) => look.kind === kind);
}

export function actionOf(kind: ManyKind, typed: string): ManyAction {
  if (kind === "assign") return { kind, owner: typed.trim() };
  if (kind === "note") return { kind, text: typed.trim() };
  return { kind };
}
