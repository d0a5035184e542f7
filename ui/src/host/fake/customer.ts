import type { CustomerPage, SubscriptionRow } from "../../gen/desk.gen.ts";
export function customerPage(_row: SubscriptionRow | undefined, _state: string): CustomerPage {
  throw new Error("not yet");
}
