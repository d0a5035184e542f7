import { tryAgain } from "../access/moving.ts";
import { dropping } from "../access/weighty.ts";
import { tellAsked } from "../change/asking.ts";
import type { Fault, InboxItem, ItemAction, ItemDetail } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { openStep } from "../life/life-dialog.ts";
import { announce } from "../live.ts";
import { go } from "../place.ts";
import { askWhy } from "../reason-dialog.ts";
import { t } from "../words.ts";
import { isHeld } from "./look.ts";

/** What became of an action: the item is dealt with, or stays, or it failed. */
export type Outcome = "settled" | "stays" | Fault;

/** Does what a button stands for. What needs more words from the person is opened by the page itself. */
export async function act(
  action: ItemAction,
  item: InboxItem,
  detail: ItemDetail | undefined,
  reason: string,
): Promise<Outcome> {
  try {
    return await done(action, item, detail, reason);
  } catch (thrown) {
    return asFault(thrown);
  }
}

async function done(
  action: ItemAction,
  item: InboxItem,
  detail: ItemDetail | undefined,
  reason: string,
): Promise<Outcome> {
  switch (action) {
    case "approve":
    case "decline": {
      if (isHeld(item) && action === "approve") {
        if (detail?.change) document.querySelector("change-dialog")?.open(detail.change, { item: item.id });
        return "stays";
      }
      const intent = await host().call("decide", {
        item: item.id,
        approve: action === "approve",
        reason,
        consent: null,
      });
      if (intent) tellAsked(intent, "answered");
      else announce(t("toast-answered-at-relay", { customer: item.customer }));
      return "settled";
    }
    case "let-pass":
      if (detail?.change) document.querySelector("change-dialog")?.open(detail.change, { item: item.id, pass: true });
      return "stays";
    case "acknowledge":
      await host().call("acknowledge", { id: item.id });
      announce(t("toast-acknowledged", { customer: item.customer }));
      return "settled";
    case "activate":
    case "cancel":
      if (item.subscription) openStep(item.subscription, action);
      return "stays";
    case "change-back":
      if (detail?.change) document.querySelector("change-dialog")?.open(detail.change);
      return "stays";
    case "retry":
    case "withdraw":
      if (!detail?.intent) return "stays";
      await host().call(action, { id: detail.intent.id });
      announce(t(action === "retry" ? "toast-retried" : "toast-withdrawn"));
      return "stays";
    case "try-again":
      await tryAgain(item.id);
      return "stays";
    case "drop":
      askWhy(dropping(item.id, item.customer));
      return "stays";
    case "read-again":
      if (item.subscription) await host().call("refresh_customer", { id: item.subscription });
      announce(t("customer-read-now"));
      return "stays";
    case "see-access":
      if (item.subscription) go({ screen: "customer", id: item.subscription, tab: "access" });
      return "stays";
    case "check":
      location.hash = item.what.key.startsWith("what-relay") ? "#/settings" : "#/connect/current";
      return "stays";
    default:
      return "stays";
  }
}
