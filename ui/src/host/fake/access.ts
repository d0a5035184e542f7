import type {
  AccessAction,
  AccessKind,
  AccessStepCard,
  AccountReceivers,
  ChangeAccess,
  CustomerAccess,
  IntentCard,
  ReceiverCard,
  ReceiverDraft,
  ReceiverKept,
  ReceiverTried,
  Sentence,
  StuckHook,
  SubscriptionRow,
  Tag,
} from "../../gen/desk.gen.ts";
import { fault } from "./sync.ts";

const leadsTo: Record<AccessAction, AccessKind> = { suspend: "suspended", reinstate: "open", close: "closed" };
const plain = (key: string, args: Sentence["args"] = {}): Sentence => ({ key, args });

/** An invented service: it takes everything, and refuses every test at an address with `wrong` in it. */
export function fakeAccess(
  rowOf: (id: string) => SubscriptionRow | undefined,
  operator: () => string,
  tell: (...tags: Tag[]) => void,
  stuck: (id: string) => StuckHook[] = () => [],
) {
  const histories = new Map<string, AccessStepCard[]>();
  let receivers: ReceiverCard[] = [];
  let made = 0;
  const all = (): AccountReceivers => ({
    receivers,
    offers: ["fieldbook", "tidewatch"],
    connection: "8f3c2a10/5d1e77b4",
  });
  const secret = () => `whsec_${btoa(`an invented secret, number ${++made}`)}`;
  const find = (offer: string | null) => receivers.find((card) => card.offer === offer);

  const of = (id: string): CustomerAccess => {
    const row = rowOf(id);
    const history = histories.get(id) ?? [];
    const latest = history[0];
    const access = latest?.access ?? "unknown";
    const refused = (action: AccessAction): Sentence | null => {
      if (receivers.length === 0) return plain("no-access-receiver");
      if (leadsTo[action] === access) return plain(`no-access-${access}`);
      return action === "suspend" && access === "closed" ? plain("no-access-closed") : null;
    };
    const drifts = row?.statusKind === "suspended" && access === "open";
    return {
      access,
      word: null,
      since: latest?.at ?? null,
      actor: latest?.actor ?? "",
      status: row?.status ?? "",
      statusKind: row?.statusKind ?? "unknown",
      drift: drifts ? plain("why-access-open-though-suspended") : null,
      buttons: (["suspend", "reinstate", "close"] as const).map((action) => ({ action, refused: refused(action) })),
      intents: [],
      stuck: stuck(id),
      history,
      canAsk: receivers.some(({ statusAddress }) => statusAddress !== ""),
      unsaid: null,
    };
  };

  return {
    of,
    all,
    keep({ offer, address, statusAddress }: ReceiverDraft): ReceiverKept {
      if (!/^https:\/\/|^http:\/\/(localhost|127\.)/.test(address)) {
        throw fault("invalid", address.startsWith("http:") ? "receiver-address-insecure" : "receiver-address-unusable");
      }
      const known = find(offer);
      const card = { offer, address, statusAddress, oldUntil: known?.oldUntil ?? null, secretLost: false };
      receivers = [...receivers.filter((one) => one.offer !== offer), card];
      tell("account");
      return { receivers: all(), secret: known ? null : secret() };
    },
    rotate(offer: string | null): ReceiverKept {
      const oldUntil = new Date(Date.now() + 7 * 86_400_000).toISOString();
      receivers = receivers.map((card) => (card.offer === offer ? { ...card, oldUntil } : card));
      return { receivers: all(), secret: secret() };
    },
    remove(offer: string | null): AccountReceivers {
      receivers = receivers.filter((card) => card.offer !== offer);
      tell("account");
      return all();
    },
    test(offer: string | null): ReceiverTried {
      const wrong = find(offer)?.address.includes("wrong");
      return wrong
        ? { good: false, sentence: plain("receiver-disbelieves", { status: "401" }), raw: "bad signature" }
        : { good: true, sentence: plain("receiver-took", { status: "204" }), raw: null };
    },
    change({ subscription, action, reason }: ChangeAccess): IntentCard {
      if (!reason.trim()) throw fault("invalid", "no-access-reason");
      const at = new Date().toISOString();
      const actor = operator() || "Inès Duval";
      const what = plain("access-step-sent", { action });
      const step = { at, what, access: leadsTo[action], actor, reason, hook: `acct_${"0123456789abcdef".repeat(4)}` };
      histories.set(subscription, [step, ...(histories.get(subscription) ?? [])]);
      tell("account", "customer");
      return {
        id: `access-${++made}`,
        subscription,
        customer: rowOf(subscription)?.name ?? subscription,
        what: plain(`what-account-${action}`),
        state: "done",
        explanation: plain("intent-done-receiver"),
        raw: null,
        undoUntil: null,
        nextAt: null,
        expiresAt: null,
        actor,
        reason,
        consent: null,
        askedAt: at,
        changedAt: at,
        attempts: 1,
        mayWithdraw: false,
        mayRetry: false,
      };
    },
  };
}
