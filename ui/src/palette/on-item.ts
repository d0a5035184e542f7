import { copyText } from "../copy.ts";
import type { InboxItem, ItemButton } from "../gen/desk.gen.ts";
import { mayDo } from "../inbox/buttons.ts";
import type { InboxScreen } from "../inbox/inbox-screen.ts";
import { actionLook, actionWord, kindWord } from "../inbox/look.ts";
import { say, t } from "../words.ts";
import type { Command, Here, Leap } from "./command.ts";

/** What the chosen item of the inbox offers, with the key that does the same and why it may not be done. */
export function onItem(screen: InboxScreen, keys: boolean, leap: Leap): Here | undefined {
  const shown = screen.pane?.shown;
  const item = shown && screen.pane?.offered(shown);
  if (!item) return undefined;
  const { customer, subscription, id } = item;
  const commands = item.buttons.map((button) => action(button, item, screen, keys));
  if (subscription) {
    const run = () => leap({ screen: "customer", id: subscription, tab: "timeline" });
    commands.push({ id: "item-customer", group: "here", icon: "person", label: t("palette-open-customer"), run });
  }
  const label = t("palette-copy-item");
  commands.push({ id: "item-copy", group: "here", icon: "copy", label, typed: true, run: () => copyText(id) });
  return { title: t("palette-group-item", { customer: customer || kindWord(item) }), commands };
}

function action({ action, refused }: ItemButton, item: InboxItem, screen: InboxScreen, keys: boolean): Command {
  const { icon, key } = actionLook[action];
  const decides = action === "approve" || action === "decline" || action === "let-pass";
  const word = actionWord(action);
  return {
    id: `item-${action}`,
    group: "here",
    icon,
    label: decides ? t("palette-decide", { action: word, what: say(item.what) }) : word,
    also: t(`palette-also-${action}`),
    ...(decides && item.stage === "live" ? { detail: t("palette-at-once") } : {}),
    keys: key && keys ? [key] : [],
    refused: refused ? say(refused) : undefined,
    decides,
    stopped() {
      const { pane } = screen;
      const now = pane?.shown;
      const same = now?.id === item.id && now.changedAt === item.changedAt;
      return same && pane?.obeys && mayDo(pane.offered(now), action) ? undefined : t("palette-turned");
    },
    run: () => screen.act(action),
  };
}
