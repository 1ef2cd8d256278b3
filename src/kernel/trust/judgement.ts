import { slackIdIn } from "#domain/slack-ids";
import { stricter } from "#domain/trust/mode";
import { judge, type Question, type Verdict } from "#domain/trust/verdict";
import type { Effect, Preview } from "../capability.ts";
import type { Actor } from "../invocation.ts";
import type { TrustParts } from "./parts.ts";

interface Judged {
  effect: Effect;
  input: unknown;
  preview: Preview;
  isTainted: boolean;
  requester: Actor["kind"];
}

/** The verdict together with the question that it answers. */
export interface Judgement extends Verdict {
  question: Question;
}

/**
 * What the policy says of one effect. An engine elsewhere may decide instead of the file, and may be stricter than what
 * nothing can loosen, but never laxer.
 */
export async function judgeEffect(parts: TrustParts, judged: Judged): Promise<Judgement> {
  const question = toQuestion(judged);
  const verdict = { ...judge(parts.policy.current(), question), question };
  if (!parts.engine) return verdict;

  const answer = await parts.engine.decide({ ...question, effect: question.name, risk: verdict.risk });
  if (!answer)
    return { ...verdict, reasons: [...verdict.reasons, "The policy engine gave no answer, so the file decided."] };
  const floor = isFree(question, verdict) ? "auto" : verdict.mode;
  return { ...verdict, mode: stricter(answer.mode, floor), rule: "opa", reasons: [...verdict.reasons, answer.reason] };
}

/** Whether the engine may let it happen by itself. */
function isFree({ isTainted, isKnown }: Question, { risk, mode }: Verdict): boolean {
  return !isTainted && isKnown && mode !== "deny" && (risk === "low" || risk === "medium");
}

function toQuestion({ effect, input, preview, isTainted, requester }: Judged): Question {
  const [variants, claims] = [effect.variants?.(input) ?? [], effect.claims?.(input) ?? []];
  // What our own rules say of their doing is so; nobody else can act in their name.
  const isOurs = requester === "schedule";
  const place = preview.place ?? { kind: "external" };
  return {
    name: effect.name,
    ...(isOurs ? { variants: [...claims, ...variants] } : { variants, claims }),
    floor: effect.risk,
    isKnown: true,
    place,
    project: preview.project ?? null,
    channel: preview.channel ?? slackIdIn(effect.target(input)) ?? null,
    isTainted,
    objects: preview.objects ?? 1,
    isRequesterHuman: requester === "person",
  };
}
