import { tellAsked } from "../change/asking.ts";
import type { AccessAction } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";
import { announce } from "../live.ts";
import type { Weighty } from "../reason-dialog.ts";
import { t } from "../words.ts";

/** Changing whether a customer gets in. */
export function changing(subscription: string, name: string, action: AccessAction): Weighty {
  return {
    title: t(`access-dialog-${action}`, { customer: name || t("no-name") }),
    why: t(`access-dialog-${action}-why`),
    act: t(`access-confirm-${action}`),
    reason: t("access-reason-hint"),
    run: async (reason) => tellAsked(await host().call("change_access", { subscription, action, reason }), "asked"),
  };
}

/** Giving up what is stuck at the relay, for good. */
export function dropping(item: string, name: string): Weighty {
  return {
    title: t("drop-title", { customer: name || t("no-name") }),
    why: t("drop-why"),
    act: t("drop-confirm"),
    reason: t("drop-reason-hint"),
    run: async (reason) => {
      await host().call("drop_hook", { item, reason });
      announce(t("toast-dropped"));
    },
  };
}
