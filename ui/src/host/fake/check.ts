import type { CheckReport, CheckStep, CheckStepName, ConnectionDraft, Fault } from "../../gen/desk.gen.ts";
import { fault, secretExpired } from "./sync.ts";

/** A check that takes its time. What is typed decides where it stops: a secret of `expired`, `wrong`, `app`, `tenant`, … */
const names: CheckStepName[] = [
  "details",
  "reach",
  "clock",
  "directory",
  "application",
  "credential",
  "resource",
  "subscriptions",
  "not-empty",
];
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function entra(number: number, text: string): string {
  return JSON.stringify(
    {
      error: "invalid_client",
      error_description: `AADSTS${number}: ${text} Trace ID: 5c9f0a5e-6c05-4a6b-8a3e-1d2f3a4b5c6d`,
      error_codes: [number],
    },
    null,
    1,
  );
}

function stopOf({ credential, environment }: ConnectionDraft): [CheckStepName, Fault] | undefined {
  const typed = credential.kind === "secret" ? credential.value : "";
  if (guid.test(typed))
    return [
      "credential",
      fault(
        "sign-in",
        "fault-secret-id-pasted",
        {},
        entra(
          7000215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
        ),
      ),
    ];
  switch (typed) {
    case "expired":
      return ["credential", secretExpired];
    case "wrong":
      return [
        "credential",
        fault("sign-in", "fault-secret-wrong", {}, entra(7000215, "Invalid client secret provided.")),
      ];
    case "app":
      return [
        "application",
        fault("sign-in", "fault-app-unknown", {}, entra(700016, "Application was not found in the directory.")),
      ];
    case "tenant":
      return ["directory", fault("sign-in", "fault-tenant-unknown", {}, entra(90002, "Tenant not found."))];
    case "offline":
      return [
        "reach",
        fault(
          "offline",
          "fault-offline",
          { host: "login.microsoftonline.com" },
          "dns error: failed to lookup address information",
        ),
      ];
    case "clock":
      return ["clock", fault("sign-in", "fault-clock-wrong", { seconds: "412" })];
    case "refused":
      return [
        "subscriptions",
        fault(
          "refused",
          "fault-app-not-registered",
          {},
          '"The publisher for the app is authenticated but is not registered"',
        ),
      ];
    default:
      return environment === "test" && typed === "empty" ? undefined : undefined;
  }
}

const details: Partial<Record<CheckStepName, CheckStep["detail"]>> = {
  reach: { key: "check-host", args: { host: "login.microsoftonline.com" } },
  clock: { key: "check-clock-apart", args: { seconds: "0.4" } },
  directory: { key: "check-directory-name", args: { tenant: "northlight.example" } },
  subscriptions: { key: "check-subscriptions-seen", args: { count: "66" } },
};

export function fakeCheck(tell: () => void) {
  let report: CheckReport | null = null;
  const blank = (): CheckStep[] =>
    names.map((name) => ({ name, state: "waiting", detail: null, fault: null, askedAt: null }));
  return {
    report: () => report,
    async run(draft: ConnectionDraft): Promise<CheckReport> {
      const stop = stopOf(draft);
      const empty = draft.credential.kind === "secret" && draft.credential.value === "empty";
      const steps = blank();
      for (const step of steps) {
        Object.assign(step, { state: "running", askedAt: new Date().toISOString() });
        report = { steps: structuredClone(steps), passed: false };
        tell();
        await new Promise((resolve) => setTimeout(resolve, 180));
        if (stop?.[0] === step.name) {
          Object.assign(step, { state: "failed", fault: stop[1] });
          report = { steps, passed: false };
          return report;
        }
        const attention = empty && step.name === "not-empty";
        Object.assign(step, {
          state: attention ? "attention" : "done",
          detail: attention ? { key: "check-list-empty", args: {} } : (details[step.name] ?? null),
        });
      }
      report = { steps, passed: true };
      return report;
    },
  };
}
