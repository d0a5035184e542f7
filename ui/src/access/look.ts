import { moment } from "../format.ts";
import type { AccessAction, AccessKind, CustomerAccess } from "../gen/desk.gen.ts";
import type { IconName } from "../icons.ts";
import { t } from "../words.ts";

/** How an access looks; never like one of Microsoft's states. */
export const accessLook: Record<AccessKind, { icon: IconName; tone: string }> = {
  open: { icon: "check", tone: "pos" },
  suspended: { icon: "lock", tone: "cau" },
  closed: { icon: "stop", tone: "neg" },
  unknown: { icon: "ring", tone: "line" },
};

/** How each thing that can be done looks. */
export const actionIcon: Record<AccessAction, IconName> = { suspend: "lock", reinstate: "return", close: "stop" };

/** Our word, or the service's own where it is none of ours. */
export function accessWord({ access, word }: Pick<CustomerAccess, "access" | "word">): string {
  return word === null ? t(`access-${access}`) : t("access-word", { word });
}

/** Since when, and by whom, as far as it is known. */
export function sinceWord({ since, actor }: Pick<CustomerAccess, "since" | "actor">): string {
  if (!since) return "";
  return actor ? t("access-since-by", { time: moment(since), actor }) : t("access-since", { time: moment(since) });
}
