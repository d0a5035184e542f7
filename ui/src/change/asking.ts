import type { IntentCard } from "../gen/desk.gen.ts";
import { asFault, host } from "../host/host.ts";
import { announce } from "../live.ts";
import { explain, say, t } from "../words.ts";
import type { IntentWays } from "./intent.ts";

/** Says what was asked for, with the way back while there is one. */
export function tellAsked(intent: IntentCard, kind: "asked" | "answered"): void {
  dispatchEvent(new CustomEvent("intent-asked", { detail: { intent, kind } }));
}

/** Takes back what has not left yet. */
export async function withdraw(intent: IntentCard): Promise<boolean> {
  try {
    const { explanation } = await host().call("withdraw", { id: intent.id });
    // What was tried before it was taken back may have arrived.
    const tried = explanation?.key === "intent-withdrawn-receiver";
    announce(tried ? say(explanation) : t("toast-withdrawn"));
    return true;
  } catch (thrown) {
    announce(explain(asFault(thrown)));
    return false;
  }
}

async function retry(intent: IntentCard): Promise<void> {
  try {
    await host().call("retry", { id: intent.id });
    announce(t("toast-retried"));
  } catch (thrown) {
    announce(explain(asFault(thrown)));
  }
}

export const intentWays: IntentWays = {
  withdraw: (intent) => void withdraw(intent),
  retry: (intent) => void retry(intent),
};
