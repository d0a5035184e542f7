import "../style/tokens.css";
import "../style/base.css";
import "../style/controls.css";
import "../style/sheets.css";
import "../style/frame.css";
import "../style/sync.css";
import "../style/table.css";
import "../style/customers.css";
import "../style/fluent.css";
import "../style/connect.css";
import "../style/check.css";
import "../style/customer.css";
import "../style/panels.css";
import "../style/settings.css";
import "../style/inbox.css";
import "../style/change.css";
import "../style/history.css";
import "../style/life.css";
import "../style/many.css";
import "../style/suspensions.css";
import "../style/palette.css";
import "../style/rules.css";
import "../style/rule-form.css";
import "../style/rules-try.css";
import "./frame/desk-app.ts";
import { warm } from "./format.ts";
import { type Host, host, runOn } from "./host/host.ts";
import { tauriHost } from "./host/tauri.ts";
import { speak } from "./words.ts";

const FLUENT_AT_LATEST = 500;

/** In a build for looking at, an invented desk answers; its code is left out of the real page. */
async function chosenHost(): Promise<Host> {
  if (import.meta.env.DEV || import.meta.env.MODE === "fake") {
    const { fakeHost } = await import("./host/fake.ts");
    return fakeHost(new URLSearchParams(location.search));
  }
  return tauriHost();
}

function firstRowsOr(ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    document.addEventListener("list-usable", resolve, { once: true });
    setTimeout(resolve, ms);
  });
}

function reportUsable(): void {
  const { startTime } = performance.mark("list-usable");
  void host().call("report_usable", new Date(performance.timeOrigin + startTime).toISOString());
}

/** The page may run before its style sheet is applied; nothing that measures starts before `load`. */
function loaded(): Promise<unknown> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}

async function start(): Promise<void> {
  runOn(await chosenHost());
  document.addEventListener("list-usable", reportUsable, { once: true });
  const app = document.createElement("desk-app");
  app.opening = host().call("frame", null);
  speak(null);
  await loaded();
  document.body.prepend(app);
  warm();
  await firstRowsOr(FLUENT_AT_LATEST);
  await import("./fluent.ts");
}

void start();
