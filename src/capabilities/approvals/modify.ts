import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { parseWords } from "#lib/words";
import { ApprovalField, Shown, TagField } from "./fields.ts";
import { withNames } from "./people.ts";
import { effectOf, toShown } from "./shown.ts";

export const modify = defineCapability({
  name: "approvals.modify",
  summary: "Propose the same with other content; the first proposal gives way to it.",
  risk: "record",
  input: z.object({
    approval: ApprovalField,
    payload: z.record(z.string().max(100), z.unknown()).describe("The whole input of the new proposal."),
    tag: TagField,
  }),
  result: Shown,
  async run(context, { approval: ref, payload, tag }) {
    const approval = await context.trust.require(ref);
    const effect = effectOf(context, approval);
    const input = effect ? readPayload(effect.input, payload) : payload;
    const newer = await withNames(context, () => context.trust.modify(context, { ref, input, tag }));
    return toShown(context, newer);
  },
  view: ({ number, does }) => {
    const text = `Asked for approval ${number} in its place: ${does}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** A form knows words alone: those that stand for numbers, lists and the like are read as such. */
function readPayload(schema: z.ZodType, payload: Record<string, unknown>): unknown {
  if (schema.safeParse(payload).success) return payload;
  const named = Object.entries(payload).flatMap(([field, value]) =>
    typeof value === "string" ? [{ field, value }] : [],
  );
  const words = parseWords([], schema, named);
  const input = words.ok ? { ...payload, ...words.input } : payload;
  const parsed = schema.safeParse(input, { error: explainIssue });
  if (!parsed.success) throw new UserError(joinIssues(toIssues(parsed.error)));
  return input;
}
