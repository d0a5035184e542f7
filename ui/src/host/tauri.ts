import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Tag } from "../gen/desk.gen.ts";
import { go } from "../place.ts";
import type { Host } from "./host.ts";

/** The desk behind the window. The only file that speaks to Tauri. */
export function tauriHost(): Host {
  const listeners = new Set<(tags: readonly Tag[]) => void>();
  void listen<Tag[]>("stale", ({ payload }) => {
    for (const listener of listeners) listener(payload);
  });
  // A notice was clicked: it opens its item, or the inbox where it told of several.
  void listen<string | null>("open-item", ({ payload }) => go({ screen: "inbox", search: "", item: payload }));
  return {
    call: (command, request) => invoke(command, { request }),
    onStale(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
