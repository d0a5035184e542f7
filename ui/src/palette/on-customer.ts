import { copyText } from "../copy.ts";
import type { CustomerScreen } from "../customer/customer-page.ts";
import { openChange, openSeatChange } from "../customer/plans.ts";
import type { CustomerPage, PlanCard, Sentence } from "../gen/desk.gen.ts";
import { kindLook, kindWord } from "../inbox/look.ts";
import { openStep } from "../life/life-dialog.ts";
import { type Tab, tabs } from "../place.ts";
import { say, t } from "../words.ts";
import type { Command, Here, Leap } from "./command.ts";

/** What can be done with the customer that is open. */
export function onCustomer(screen: CustomerScreen, keys: boolean, leap: Leap): Here | undefined {
  const { page } = screen;
  if (!page) return undefined;
  const { row, buyer } = page.head;
  const to = (tab: Tab) => leap({ screen: "customer", id: row.id, tab });
  const { plansRefused, seatsRefused, activateRefused, cancelRefused } = refusals(page);
  const commands: Command[] = [
    one("plans", "swap", t("palette-change-plan"), () => to("plans"), { refused: plansRefused }),
    one("seats", "seat", t("change-seats-do"), () => openSeatChange(row, page.buttons), { refused: seatsRefused }),
    ...(row.statusKind === "pending"
      ? [
          one("activate", "check", t("action-activate"), () => openStep(row.id, "activate"), {
            refused: activateRefused,
          }),
        ]
      : []),
    one("cancel", "stop", t("palette-cancel"), () => openStep(row.id, "cancel"), {
      refused: cancelRefused,
      typed: true,
    }),
    one("read", "again", t("customer-read-again"), () => screen.readAgain(), { keys: keys ? ["R"] : [] }),
    one("watch", "eye", t(page.watched ? "palette-watch-end" : "palette-watch"), () => screen.watch(!page.watched)),
    ...page.items.map((item) => {
      const label = t("palette-open-item", { what: kindWord(item) });
      return one(`inbox-${item.id}`, kindLook[item.kind], label, () =>
        leap({ screen: "inbox", search: "", item: item.id }),
      );
    }),
    one("copy", "copy", t("palette-copy-subscription"), () => copyText(row.id)),
    ...(buyer.email ? [one("copy-email", "copy", t("copy-email"), () => copyText(buyer.email))] : []),
    ...page.plans.plans.filter(({ current }) => !current).map((plan) => change(row.id, plan)),
    ...tabs.map((tab) => one(`tab-${tab}`, "next", t(`tab-${tab}`), () => to(tab), { typed: true })),
  ];
  return { title: t("palette-group-customer", { customer: row.name || t("no-name") }), commands };
}

function refusals({ buttons }: CustomerPage) {
  const said = (why: Sentence | null) => (why ? say(why) : undefined);
  return {
    plansRefused: said(buttons.planRefused),
    seatsRefused: said(buttons.seatsRefused),
    activateRefused: said(buttons.activateRefused),
    cancelRefused: said(buttons.cancelRefused),
  };
}

function change(subscription: string, { planId, displayName, refused }: PlanCard): Command {
  const open = () => openChange(subscription, { kind: "plan", to: planId });
  const label = t("palette-change-plan-to", { plan: displayName || planId });
  return one(`plan-${planId}`, "swap", label, open, {
    also: planId,
    typed: true,
    refused: refused ? say(refused) : undefined,
  });
}

function one(
  name: string,
  icon: Command["icon"],
  label: string,
  run: Command["run"],
  more: Partial<Command> = {},
): Command {
  return { id: `customer-${name}`, group: "here", icon, label, run, ...more };
}
