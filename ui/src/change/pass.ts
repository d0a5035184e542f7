import type { Sentence } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";

/** What keeps the publisher from making a change is why a request is let pass; anything else stands in the way of both. */
const whyPassed = ["no-reseller", "no-update"];

/** Why the change cannot be asked for, or let pass; nothing where it can. */
export function stands(refused: Sentence | null | undefined, pass: boolean): Sentence | null {
  return refused && !(pass && whyPassed.includes(refused.key)) ? refused : null;
}

/** Lets the customer's next such request pass: nothing is sent to Microsoft. */
export async function letPass(item: string, consent: string, reason: string): Promise<void> {
  await host().call("decide", { item, approve: true, reason, consent });
}
