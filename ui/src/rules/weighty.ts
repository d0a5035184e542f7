import { html, type TemplateResult } from "lit";
import type { DryRun, RulesDraft, RulesPage, RulesVersion } from "../gen/desk.gen.ts";
import { host } from "../host/host.ts";
import { announce } from "../live.ts";
import type { Weighty } from "../reason-dialog.ts";
import { t } from "../words.ts";

type Answered = (page: RulesPage) => Promise<void>;

/** Putting a draft in force, after the relay's own log was asked as well. */
export function putting(draft: RulesDraft, run: DryRun | undefined, answered: Answered): Weighty {
  return {
    title: t("rules-put-title"),
    why: t("rules-put-why"),
    act: t("rules-put-now"),
    reason: t("rules-reason-hint"),
    told: told(draft, run),
    run: async (reason) => {
      const page = await host().call("put_rules", { draft, reason });
      announce(t("rules-done", { version: page.inForce?.version ?? 0 }));
      await answered(page);
    },
  };
}

async function told(draft: RulesDraft, run: DryRun | undefined): Promise<TemplateResult> {
  const { requests, otherwise, flaws } = await host().call("dry_run_rules", draft);
  return html`<ul class="told" data-test="told">
    ${run ? html`<li>${t("rules-local-run", { requests: run.requests, otherwise: run.otherwise })}</li>` : ""}
    <li>${t("rules-relay-run", { requests, otherwise })}</li>
    ${flaws.length ? html`<li class="neg">${t("rules-relay-flaws")} ${flaws.join("; ")}</li>` : ""}
  </ul>`;
}

export function discarding(answered: Answered): Weighty {
  return {
    title: t("rules-discard-ask"),
    why: t("rules-discard-why"),
    act: t("rules-discard"),
    run: async () => answered(await host().call("discard_rules", null)),
  };
}

export function rollingBack(page: RulesPage, { version }: RulesVersion, answered: Answered): Weighty {
  return {
    title: t("rules-roll-back-title", { version }),
    why: t("rules-roll-back-why"),
    act: t("rules-roll-back-now"),
    reason: t("rules-reason-hint"),
    run: async (reason) => {
      const back = { version: page.inForce?.version ?? 0, to: version, reason };
      const next = await host().call("roll_back_rules", back);
      announce(t("rules-done", { version: next.inForce?.version ?? 0 }));
      await answered(next);
    },
  };
}
