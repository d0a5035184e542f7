import { switchTo } from "../frame/connection-switch.ts";
import { trySync } from "../frame/try-now.ts";
import type { Density, Language, Preferences, Theme } from "../gen/desk.gen.ts";
import { prefer } from "../settings/preferences.ts";
import { t } from "../words.ts";
import type { Command } from "./command.ts";
import type { Around } from "./going.ts";

/** The console itself: reading now, how it looks and speaks, its keys and its connections. */
export function ofConsole({ frame, leap }: Around): Command[] {
  const { preferences, sync, connections, current } = frame;
  const { singleKeys } = preferences;
  const reading = sync?.state === "sweeping" ? t("sync-sweeping") : undefined;
  const sheet = () => document.querySelector("key-sheet")?.open();
  return [
    one("sync", "again", t("palette-sync"), trySync, { refused: reading, also: t("palette-also-sync") }),
    one("look-up", "box", t("lookup-title"), () => document.querySelector("lookup-dialog")?.open(), {
      also: t("palette-also-look-up"),
    }),
    ...choices(preferences),
    one("single-keys", "key", t(singleKeys ? "palette-keys-off" : "palette-keys-on"), () =>
      prefer({ ...preferences, singleKeys: !singleKeys }),
    ),
    one("keys", "list", t("palette-keys"), sheet, { keys: singleKeys ? ["?"] : [], also: t("palette-also-keys") }),
    ...connections
      .filter(({ id }) => id !== current?.id)
      .map((card) => {
        const environment = t(`environment-${card.environment}`);
        const label = t("palette-switch", { publisher: card.publisher, environment });
        return one(`switch-${card.id}`, card.environment === "test" ? "test" : "swap", label, () => switchTo(card));
      }),
    one("renew", "key", t("palette-renew"), () => leap({ screen: "connect", from: "current" }), {
      also: t("palette-also-renew"),
    }),
    one("connect", "plus", t("connection-add"), () => leap({ screen: "connect" })),
  ];
}

function choices(now: Preferences): Command[] {
  const themes: Theme[] = ["system", "light", "dark"];
  const densities: Density[] = ["comfortable", "compact"];
  const languages: (Language | null)[] = ["en", "fr", null];
  return [
    ...themes.map((theme) => choice("theme", "moon", theme, now.theme === theme, { ...now, theme })),
    ...densities.map((density) => choice("density", "list", density, now.density === density, { ...now, density })),
    ...languages.map((language) =>
      choice("language", "write", language ?? "system", now.language === language, { ...now, language }),
    ),
  ];
}

function choice(setting: string, icon: Command["icon"], value: string, current: boolean, wanted: Preferences): Command {
  const label = t("palette-set", { setting: t(setting), value: t(`${setting}-${value}`) });
  return one(`${setting}-${value}`, icon, label, () => prefer(wanted), { current, also: t(`palette-also-${setting}`) });
}

function one(
  name: string,
  icon: Command["icon"],
  label: string,
  run: () => unknown,
  more: Partial<Command> = {},
): Command {
  return { id: name, group: "console", icon, label, run, ...more };
}
