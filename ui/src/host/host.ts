import type { Commands, Fault, Tag } from "../gen/desk.gen.ts";

export type Command = keyof Commands;
export type RequestOf<C extends Command> = Commands[C]["request"];
export type ReplyOf<C extends Command> = Commands[C]["reply"];

/** Everything the page may ask of whatever is running it. */
export interface Host {
  call<C extends Command>(command: C, request: RequestOf<C>): Promise<ReplyOf<C>>;
  onStale(listener: (tags: readonly Tag[]) => void): () => void;
}

let current: Host | undefined;

/** Chosen once, before the first element is drawn. */
export function runOn(host: Host): void {
  current = host;
}

export function host(): Host {
  if (!current) throw new Error("no host was chosen");
  return current;
}

/** Whatever was thrown, as the one thing the page knows how to show. */
export function asFault(thrown: unknown): Fault {
  if (typeof thrown === "object" && thrown !== null && "sentence" in thrown && "code" in thrown) return thrown as Fault;
  const raw = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: "bug", sentence: { key: "fault-bug", args: {} }, raw, correlation: null };
}
