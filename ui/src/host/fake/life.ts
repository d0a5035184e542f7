import type { LifePreview, LifeRequest, Sentence, SubscriptionRow } from "../../gen/desk.gen.ts";
import { buttonsOf, sentence, side } from "./prices.ts";

const HOUR = 3_600_000;

/** A step in an invented customer's life, before anybody takes it. */
export function step(row: SubscriptionRow, { step }: LifeRequest): LifePreview {
  const { activateRefused, cancelRefused } = buttonsOf(row);
  const [domain] = (row.buyer.split("@")[1] ?? "customer.example").split(" ");
  const person = { email: row.buyer, objectId: `o-${row.id}`, tenantId: `t-${row.id}`, puid: "" };
  return {
    subscription: row.id,
    customer: row.name,
    step,
    side: side(row, row.plan, row.seats),
    buyer: person,
    user: { ...person, email: `operations@${domain}`, objectId: `u-${row.id}` },
    visitors: [
      {
        name: "Ines Moreau",
        contact: `ines.moreau@${domain}`,
        relation: "beneficiary",
        language: "fr",
        cameAt: new Date(Date.now() - 5 * HOUR).toISOString(),
        isUnfinished: false,
        answers: [{ asked: "Which region should hold your data?", answer: "France" }],
      },
    ],
    typeName: step === "cancel" ? row.name : null,
    refused: step === "cancel" ? cancelRefused : activateRefused,
    notes: step === "cancel" ? ending(row) : [sentence("activate-billing"), sentence("activate-ready")],
    readAt: new Date(Date.now() - 140_000).toISOString(),
  };
}

function ending({ termUnit, statusKind }: SubscriptionRow): Sentence[] {
  if (statusKind === "pending") return [sentence("cancel-forever"), sentence("cancel-pending")];
  const term = termUnit === "P1Y" ? ["cancel-year"] : termUnit === "P3Y" ? ["cancel-years"] : [];
  return ["cancel-forever", "cancel-billed", ...term].map((key) => sentence(key));
}
