import { asFault, host } from "../host/host.ts";
import { announce } from "../live.ts";
import { explain, t } from "../words.ts";

/** Asks Microsoft now rather than at the next turn; how it went shows in the sync line. */
export async function trySync(): Promise<void> {
  announce(t("sync-asked"));
  try {
    const line = await host().call("sync_now", null);
    if (line.fault) announce(explain(line.fault));
  } catch (thrown) {
    announce(explain(asFault(thrown)));
  }
}
