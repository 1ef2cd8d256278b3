import { z } from "zod";
import { defineCapability, findEffect } from "#kernel/capability";
import { parseGiven } from "#lib/issues";
import { say } from "#lib/view";
import { parseWords } from "#lib/words";
import { ApprovalField, Shown, TagField } from "./fields.ts";
import { withNames } from "./people.ts";
import { toShown } from "./shown.ts";
import { requireVisible } from "./sight.ts";

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
    const approval = await requireVisible(context, ref);
    const effect = findEffect(context.catalogue, approval.name);
    const input = effect ? readPayload(effect.input, payload) : payload;
    const newer = await withNames(context, () => context.trust.modify(context, { ref, input, tag }));
    return toShown(context, newer);
  },
  view: ({ number, does }) => {
    const text = `Asked for approval ${number} in its place: ${does}.`;
    return say(text);
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
  parseGiven(schema, input);
  return input;
}
