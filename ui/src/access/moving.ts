import { host } from "../host/host.ts";
import { announce } from "../live.ts";
import { t } from "../words.ts";

/** Has the relay try again what is stuck there. */
export async function tryAgain(item: string): Promise<void> {
  await host().call("try_hook_again", { id: item });
  announce(t("toast-tried-again"));
}
