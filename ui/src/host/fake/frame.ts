import type { ConnectionCard, Density, Environment, Frame, Language, SyncLine, Theme } from "../../gen/desk.gen.ts";
import { fault } from "./sync.ts";

const cards: ConnectionCard[] = [
  {
    id: "c1",
    publisher: "Northlight Software",
    environment: "production",
    tenant: "5d2c9e14-70ab-4f38-8c61-b0e94a17d2f5",
    application: "b81f3a60-2e9d-4c57-a4d8-6f0c92e5137b",
    credential: "secret",
    credentialExpires: "2026-12-09",
  },
  {
    id: "c2",
    publisher: "Northlight Software",
    environment: "test",
    tenant: "5d2c9e14-70ab-4f38-8c61-b0e94a17d2f5",
    application: "2f6a0c18-95d7-4b1e-8e33-7a4c51d9e0b2",
    credential: "certificate",
    credentialExpires: null,
  },
  {
    id: "c3",
    publisher: "Contour Analytics Europe",
    environment: "production",
    tenant: "c40a87d6-19e2-4b7f-93d0-5a61f8b2e7c4",
    application: "91d0c2be-6a17-4e3b-8f45-d27b60e1ac38",
    credential: "secret",
    credentialExpires: "2027-08-01",
  },
];

export function firstFrame(asked: URLSearchParams, state: string, sync: SyncLine): Frame {
  const without = state === "first-run" || state === "choose";
  const env = (asked.get("env") ?? "production") as Environment;
  const locked = state === "locked";
  return {
    phase: without ? "first-run" : locked ? "locked" : "ready",
    vault: locked ? "passphrase-needed" : state === "choose" ? "passphrase-new" : "system",
    version: "0.1.0",
    connections: without ? [] : cards,
    current: without ? null : (cards.find(({ environment }) => environment === env) ?? null),
    preferences: {
      language: (asked.get("lang") ?? "en") as Language,
      theme: (asked.get("theme") ?? "system") as Theme,
      density: (asked.get("density") ?? "comfortable") as Density,
      hideCancelled: asked.get("cancelled") !== "show",
      operator: "",
      singleKeys: asked.get("keys") !== "off",
      notices: { muted: ["renewal", "cancelled"], quietFrom: "20:00", quietTo: "07:30" },
      keepWatching: true,
      startAtLogin: false,
      undoSeconds: Number(asked.get("undo") ?? 10),
      mayCancel: true,
    },
    sync: without || locked ? null : sync,
    inbox: 0,
    outbox: 0,
    noNotices: asked.get("notices") === "none",
    fault: state === "frame-fault" ? fault("store", "fault-store-newer") : null,
  };
}
