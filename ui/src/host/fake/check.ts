import type { CheckReport, ConnectionDraft } from "../../gen/desk.gen.ts";
export function fakeCheck(_tell: () => void) {
  return {
    report: (): CheckReport | null => null,
    run: async (_draft: ConnectionDraft): Promise<CheckReport> => ({ steps: [], passed: false }),
  };
}
