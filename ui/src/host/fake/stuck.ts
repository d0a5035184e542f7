import type { DropHook, InboxItem, ItemAction, Sentence, StuckHook, Tag } from "../../gen/desk.gen.ts";
import type { Kept } from "./items.ts";
import { sentence } from "./prices.ts";
import { fault } from "./sync.ts";

interface Ways {
  kept(): readonly Kept[];
  find(id: string): Kept;
  change(found: Kept, part: Partial<InboxItem>): void;
  settle(id: string, how: Sentence): void;
  offline: boolean;
  actor(): string;
  tell(...tags: Tag[]): void;
}

/** The relay needs so long for what it tries again, milliseconds. */
const TRIES_FOR = 3000;
const moving: readonly ItemAction[] = ["try-again", "drop"];

const isStuck = ({ item }: Kept) => item.buttons.some(({ action }) => action === "try-again");

/** What is stuck at an invented relay, which has it through at the second try. */
export function fakeStuck(ways: Ways) {
  const by = () => `${ways.actor()} (north)`;

  function movable(id: string): Kept {
    const found = ways.find(id);
    if (!isStuck(found)) throw fault("invalid", "fault-invalid-input", { field: "item" });
    if (ways.offline) throw fault("offline", "no-relay-offline");
    return found;
  }

  return {
    again(id: string): null {
      const found = movable(id);
      const who = by();
      found.why = [found.why[0] as Sentence, sentence("why-stuck-trying", { who })];
      const refused = sentence("no-stuck-trying", { who });
      const buttons = found.item.buttons.map((one) => (moving.includes(one.action) ? { ...one, refused } : one));
      ways.change(found, { buttons });
      ways.tell("inbox", "account");
      setTimeout(() => ways.settle(id, sentence("settled-stuck-sent")), TRIES_FOR);
      return null;
    },
    drop({ item, reason }: DropHook): null {
      if (!reason.trim()) throw fault("invalid", "no-drop-reason");
      movable(item);
      ways.settle(item, sentence("settled-stuck-dropped", { who: by() }));
      ways.tell("account");
      return null;
    },
    of: (subscription: string): StuckHook[] =>
      ways
        .kept()
        .filter((one) => isStuck(one) && one.item.subscription === subscription)
        .map(({ item, why }) => ({
          item: item.id,
          what: item.what,
          why,
          buttons: item.buttons.filter(({ action }) => moving.includes(action)),
        })),
  };
}
