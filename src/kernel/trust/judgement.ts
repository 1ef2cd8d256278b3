import { judge, type Question, type Verdict } from "#domain/trust/verdict";
import type { Effect, Preview } from "../capability.ts";
import type { TrustParts } from "./parts.ts";

interface Judged {
  effect: Effect;
  input: unknown;
  preview: Preview;
  isTainted: boolean;
  isRequesterHuman: boolean;
}

const STRICTNESS = ["auto", "ask", "require_approval", "deny"] as const;

/**
 * What the policy says of one effect. An engine elsewhere may decide instead of the file, and may be stricter than what
 * nothing can loosen, but never laxer.
 */
export async function judgeEffect(parts: TrustParts, judged: Judged): Promise<Verdict> {
  const question = toQuestion(judged);
  const verdict = judge(parts.policy.current(), question);
  if (!parts.engine) return verdict;

  const answer = await parts.engine.decide({ ...question, effect: question.name, risk: verdict.risk });
  if (!answer)
    return { ...verdict, reasons: [...verdict.reasons, "The policy engine gave no answer, so the file decided."] };
  const floor = isFree(question, verdict) ? "auto" : verdict.mode;
  const mode = STRICTNESS[Math.max(STRICTNESS.indexOf(answer.mode), STRICTNESS.indexOf(floor))] ?? "deny";
  return { ...verdict, mode, rule: "opa", reasons: [...verdict.reasons, answer.reason] };
}

/** Whether the engine may let it happen by itself. */
function isFree({ isTainted, isKnown }: Question, { risk, mode }: Verdict): boolean {
  return !isTainted && isKnown && mode !== "deny" && (risk === "low" || risk === "medium");
}

function toQuestion({ effect, input, preview, isTainted, isRequesterHuman }: Judged): Question {
  const place = preview.place ?? { kind: "external" };
  return {
    name: effect.name,
    variants: effect.variants?.(input) ?? [],
    floor: effect.risk,
    isKnown: true,
    place,
    project: preview.project ?? null,
    channel: effect.vendor === "slack" ? (effect.target(input).split(":")[1] ?? null) : null,
    isTainted,
    objects: preview.objects ?? 1,
    isRequesterHuman,
  };
}
