import type { PlanOrder, RulePlan } from "../gen/desk.gen.ts";

/** Rungs from the lowest; plans on one rung are equal. Each change gives new rungs, none of them empty. */
export type Rungs = string[][];

export function rungsOf(ladders: readonly PlanOrder[], offer: string): Rungs | undefined {
  return ladders.find((ladder) => ladder.offer === offer)?.rungs;
}

/** The ladders with these rungs for an offer; without rungs the offer goes by its prices. */
export function withRungs(ladders: readonly PlanOrder[], offer: string, rungs: Rungs | undefined): PlanOrder[] {
  const others = ladders.filter((ladder) => ladder.offer !== offer);
  return rungs?.length ? [...others, { offer, rungs }] : others;
}

/** To begin with: each plan on a rung of its own, in the order in which they are known. */
export function begun(plans: readonly RulePlan[]): Rungs {
  return plans.map(({ id }) => [id]);
}

function rungOf(rungs: Rungs, plan: string): number {
  return rungs.findIndex((rung) => rung.includes(plan));
}

export function without(rungs: Rungs, plan: string): Rungs {
  return rungs.map((rung) => rung.filter((one) => one !== plan)).filter((rung) => rung.length > 0);
}

/** A plan goes up or down by a rung. One beside others leaves them first and stands between the rungs. */
export function stepped(rungs: Rungs, plan: string, by: 1 | -1): Rungs {
  const at = rungOf(rungs, plan);
  const rung = rungs[at];
  if (!rung) return rungs;
  const alone = rung.length === 1;
  const target = alone ? at + by : by > 0 ? at + 1 : at;
  if (alone && (target < 0 || target >= rungs.length)) return rungs;
  return without(rungs, plan).toSpliced(target, 0, [plan]);
}

/** A plan joins the rung below its own: the two are equal from then on. */
export function joined(rungs: Rungs, plan: string): Rungs {
  const at = rungOf(rungs, plan);
  if (at < 1) return rungs;
  const others = (rung: string[]) => rung.filter((one) => one !== plan);
  const next = rungs.map((rung, place) => (place === at - 1 ? [...rung, plan] : place === at ? others(rung) : rung));
  return next.filter((rung) => rung.length > 0);
}

export function putOn(rungs: Rungs, plan: string): Rungs {
  return [...without(rungs, plan), [plan]];
}

/** The rung a plan stands on, from 1; 0 where it has none. */
export function rungNumber(rungs: Rungs, plan: string): number {
  return rungOf(rungs, plan) + 1;
}
