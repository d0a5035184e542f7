import type { AccountReceivers, ReceiverCard } from "../gen/desk.gen.ts";

const empty = { address: "", statusAddress: "", oldUntil: null, secretLost: false };

/** The receivers there are, the one for every offer always first, then those that are being typed. */
export function receiversShown({ receivers }: AccountReceivers, added: readonly string[]): ReceiverCard[] {
  const every = receivers.find(({ offer }) => offer === null) ?? { offer: null, ...empty };
  const own = receivers.filter(({ offer }) => offer !== null);
  const typed = added.filter((offer) => !own.some((card) => card.offer === offer));
  return [every, ...own, ...typed.map((offer) => ({ offer, ...empty }))];
}

/** Offers that have no receiver of their own yet. */
export function offersLeft({ receivers, offers }: AccountReceivers, added: readonly string[]): string[] {
  return offers.filter((offer) => !added.includes(offer) && !receivers.some((card) => card.offer === offer));
}
