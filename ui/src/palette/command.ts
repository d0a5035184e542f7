import type { SubscriptionRow } from "../gen/desk.gen.ts";
import type { IconName } from "../icons.ts";
import type { Place } from "../place.ts";

/** In the order in which they stand. What decides something is never at the very top. */
export const groups = ["recent", "go", "here", "lists", "console", "customers"] as const;
export type Group = (typeof groups)[number];

/** Something that can be done from the palette. */
export interface Command {
  id: string;
  group: Group;
  icon: IconName;
  label: string;
  /** Further words it is found by. */
  also?: string;
  detail?: string;
  /** The keys that do the same without the palette. */
  keys?: readonly string[];
  /** Why it may not be done. */
  refused?: string | undefined;
  /** It is so already. */
  current?: boolean;
  /** It answers a customer: Enter alone must never do it to whoever typed too fast. */
  decides?: boolean;
  /** Only for who asks for it in letters: there may be many of its kind. */
  typed?: boolean;
  /** A customer, so that it can be remembered as it was found. */
  row?: SubscriptionRow;
  /** Why it cannot be done any more, asked at the last moment. */
  stopped?(): string | undefined;
  /** Does it; a sentence that comes back is told. */
  run(): unknown;
}

export type Leap = (place: Place) => void;

/** What can be done with the thing on screen, and its name. */
export interface Here {
  title: string;
  commands: Command[];
}
