import type { RelayCard, RelayDraft } from "../../gen/desk.gen.ts";
import { fault } from "./sync.ts";

const none: RelayCard = {
  state: "none",
  since: null,
  address: "",
  connection: "",
  desk: null,
  version: null,
  readsBack: false,
  encrypted: false,
  rulesVersion: 0,
  activates: [],
  problem: null,
};

/** An invented relay: it takes every token but `wrong`. */
export function fakeRelay(tell: () => void) {
  let card = none;
  return {
    card: () => card,
    change(draft: RelayDraft | null): RelayCard {
      if (draft?.token === "wrong") throw fault("refused", "relay-not-known");
      if (draft && !draft.address.startsWith("https://")) throw fault("invalid", "relay-address-insecure");
      card = draft
        ? {
            ...none,
            ...{ address: draft.address, connection: draft.connection, desk: "north", version: "0.1.0" },
            ...{ state: "connected", since: new Date().toISOString(), encrypted: true, rulesVersion: 3 },
            activates: [{ offer: "tidewatch", plans: ["crew", "harbour"] }],
          }
        : none;
      tell();
      return card;
    },
  };
}
