import { z } from "zod";
import { defineCapability, type Effect } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { FormField, View } from "#lib/view";
import { listFields } from "#lib/words";
import { ApprovalField, TagField } from "./fields.ts";
import { effectOf } from "./shown.ts";
import { requireVisible } from "./sight.ts";

/** An input of Slack takes so much. */
const FIELD_LENGTH_MAX = 3_000;
/** A text that is longer, or has several lines, wants more room. */
const LINE_LENGTH_MAX = 120;

const Field = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string().optional(),
  value: z.string().optional(),
  isRequired: z.boolean(),
  isLong: z.boolean().optional(),
  options: z.array(z.string()).optional(),
});

const Asked = z.object({
  id: z.string(),
  number: z.number(),
  does: z.string(),
  to: z.enum(["decline", "modify"]),
  tag: z.string().nullable(),
  fields: z.array(Field),
});
type Asked = z.output<typeof Asked>;

export const approvalForm = defineCapability({
  name: "approvals.form",
  summary: "The form with which a proposal is declined or changed.",
  risk: "read",
  input: z.object({
    approval: ApprovalField,
    to: z.enum(["decline", "modify"]).describe("decline or modify."),
    tag: TagField,
  }),
  result: Asked,
  async run(context, { approval: ref, to, tag }): Promise<Asked> {
    const approval = await requireVisible(context, ref);
    const { id, number, status, grounds } = approval;
    if (status !== "pending") throw new UserError(`Approval ${number} is ${status} already.`);
    const effect = effectOf(context, approval);
    if (!effect) throw new UserError(`There is no “${approval.name}” any more.`);
    const fields = to === "decline" ? [REASON] : listInputs(effect, approval.input);
    return { ...{ id, number, to, fields }, does: grounds.preview.does, tag: tag ?? null };
  },
  view: describeForm,
});

const REASON: z.output<typeof Field> = { name: "reason", label: "Why not?", isRequired: true, isLong: true };

/** Every field of what the effect takes, with what is proposed for it now. */
function listInputs(effect: Effect, input: unknown): z.output<typeof Field>[] {
  const given: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
  return listFields(effect.input).map(({ name, description, isRequired, options }) => {
    const value = toText(given[name]);
    if (value.length > FIELD_LENGTH_MAX) {
      throw new UserError(`“${name}” is too long to be changed here. Decline this, and propose it anew.`);
    }
    return {
      ...{ name, label: name.replaceAll("_", " "), isRequired, value },
      isLong: value.includes("\n") || value.length > LINE_LENGTH_MAX,
      ...(description !== undefined && { hint: description }),
      ...(options && { options }),
    };
  });
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function describeForm({ id, number, does, to, tag, fields }: Asked): View {
  const input = { approval: id, ...(tag !== null && { tag }) };
  const title = to === "decline" ? `Decline approval ${number}` : `Modify approval ${number}`;
  const words =
    to === "decline"
      ? `${does}. Nothing will be done.`
      : `${does}. What you change is proposed anew, in place of this.`;
  return {
    text: `${title}: ${does}.`,
    nodes: [
      { type: "header", text: title },
      { type: "text", content: [words] },
      {
        type: "form",
        call: { name: `approvals.${to}`, input },
        ...(to === "modify" && { under: "payload" }),
        submit: to === "decline" ? "Decline" : "Propose this",
        fields: fields as FormField[],
      },
    ],
  };
}
