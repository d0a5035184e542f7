import { number } from "../format.ts";
import { heldKey } from "../keys.ts";
import { manyActions } from "../many/actions.ts";
import { showMany } from "../many/many-line.ts";
import { titleOf } from "../many/words.ts";
import { t } from "../words.ts";
import type { Command, Here } from "./command.ts";

/** What can be done with those selected in the list; with nobody selected, selecting. */
export function onPicked(keys: boolean): Here | undefined {
  const screen = document.querySelector("customers-screen");
  if (!screen) return undefined;
  const { picking } = screen;
  const { count } = picking;
  const args = { count, number: number(count) };
  const acts = manyActions.map(({ kind, icon }) =>
    one(kind, icon, t("palette-many-do", { do: t(`many-do-${kind}`), ...args }), () => picking.act(kind)),
  );
  const commands = [
    ...(count > 0 ? [...acts, one("clear", "cross", t("many-clear"), () => picking.clear(), { keys: ["Esc"] })] : []),
    one("all", "check", t("palette-many-all"), () => picking.all(), { keys: [`${heldKey()}+A`] }),
    one("pick", "check", t("keys-pick"), () => screen.table?.pickActive(false), {
      keys: keys ? ["X"] : [],
      typed: true,
    }),
    ...latest(),
  ];
  return { title: count > 0 ? t("many-selected", args) : t("customers"), commands };
}

function latest(): Command[] {
  const card = document.querySelector("many-line")?.latest;
  if (!card) return [];
  return [one("latest", "history", t("palette-many-latest", { what: titleOf(card) }), () => showMany(card.id))];
}

function one(
  name: string,
  icon: Command["icon"],
  label: string,
  run: Command["run"],
  more: Partial<Command> = {},
): Command {
  return { id: `many-${name}`, group: "here", icon, label, run, also: t("palette-also-many"), ...more };
}
