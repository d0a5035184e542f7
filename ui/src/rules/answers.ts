import { html, type TemplateResult } from "lit";
import type { Answered, AnswerKind, RuleOutcome } from "../gen/desk.gen.ts";
import { type IconName, icon } from "../icons.ts";
import { t } from "../words.ts";

/** How each answer looks: a shape and a tone, always beside its word. */
const look: Record<AnswerKind, { icon: IconName; tone: string }> = {
  accept: { icon: "check", tone: "pos" },
  review: { icon: "unknown", tone: "cau" },
  ask: { icon: "eye", tone: "inf" },
  hold: { icon: "hold", tone: "neg" },
  refuse: { icon: "cross", tone: "neg" },
};

export const answers = Object.keys(look) as AnswerKind[];

export function answerTone(kind: AnswerKind): string {
  return look[kind].tone;
}

export function answerMark(kind: AnswerKind, word = t(`answer-${kind}`)): TemplateResult {
  return html`<span class="act ${look[kind].tone}">${icon(look[kind].icon)}${word}</span>`;
}

/** What a rule answers, in short; of an answer nobody knows here, that somebody has to look. */
export function outcomeMark({ kind }: RuleOutcome): TemplateResult {
  return kind === "unknown" ? answerMark("review", t("outcome-unknown")) : answerMark(kind);
}

export function byRule({ rule }: Answered): string {
  return rule === null ? t("answer-by-none") : t("answer-by", { number: rule });
}
