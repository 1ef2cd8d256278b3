import type { ChatReply } from "#domain/model/chat";
import type { Provenance, Unusable, UnusableReason } from "../ports/model.ts";

const WORDS: Record<Exclude<UnusableReason, "budget">, string> = {
  refused: "The model declined to answer.",
  truncated: "The model's answer broke off.",
  invalid: "The model's answer could not be used.",
  timeout: "The model did not answer in time.",
  unreachable: "The model cannot be reached.",
};
const DENIED =
  "The model's server refuses the request. Check OPENAI_API_KEY and OPENAI_MODEL; the trace has its words.";

export function toUnusable(
  provenance: Provenance,
  reason: UnusableReason,
  message: string = reason === "budget" ? "" : WORDS[reason],
): Unusable {
  return { status: "unusable", reason, message, provenance };
}

/** What a reply without a usable text means; undefined where it has one. */
export function explainReply(provenance: Provenance, reply: ChatReply): Unusable | undefined {
  if (reply.status === "answered") {
    if (reply.finish === "stop") return undefined;
    return toUnusable(provenance, reply.finish === "refused" ? "refused" : "truncated");
  }
  if (reply.failure === "timeout" || reply.failure === "stopped") return toUnusable(provenance, "timeout");
  return toUnusable(provenance, "unreachable", reply.failure === "denied" ? DENIED : WORDS.unreachable);
}
