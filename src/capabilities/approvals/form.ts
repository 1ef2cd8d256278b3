import { z } from "zod";
import { defineCapability, type Effect, findEffect } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { FIELD_LENGTH_MAX, type FormField, type View } from "#lib/view";
import { listFields } from "#lib/words";
import { ApprovalField, TagField } from "./fields.ts";
import { requireVisible } from "./sight.ts";

/** A text that is longer, or has several lines, wants more room. */
const LINE_LENGTH_MAX = 120;

const TO = ["decline", "modify", "happened"] as const;

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
  to: z.enum(TO),
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
    to: z.enum(TO).describe("decline, modify, or happened of what nobody could tell."),
    tag: TagField,
  }),
  result: Asked,
  async run(context, { approval: ref, to, tag }): Promise<Asked> {
    const approval = await requireVisible(context, ref);
    const { id, number, status, grounds } = approval;
    const wanted = to === "happened" ? "uncertain" : "pending";
    if (status !== wanted) throw new UserError(`Approval ${number} is ${status} already.`);
    const effect = findEffect(context.catalogue, approval.name);
    if (!effect) throw new UserError(`There is no “${approval.name}” any more.`);
    const fields = to === "modify" ? listInputs(effect, approval.input) : [to === "decline" ? REASON : BECAME];
    return { ...{ id, number, to, fields }, does: grounds.preview.does, tag: tag ?? null };
  },
  view: describeForm,
});

const REASON: z.output<typeof Field> = { name: "reason", label: "Why not?", isRequired: true, isLong: true };

const BECAME: z.output<typeof Field> = {
  ...{ name: "became", label: "What did it become?", isRequired: false },
  hint: "Like API-12, or its address. Left empty, what refers to it is left out.",
};

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

const WORDS = {
  decline: { verb: "Decline", submit: "Decline", what: "Nothing will be done." },
  modify: { verb: "Modify", submit: "Propose this", what: "What you change is proposed anew, in place of this." },
  happened: { verb: "What became of", submit: "It happened", what: "Look for it there before you say so." },
};

function describeForm({ id, number, does, to, tag, fields }: Asked): View {
  const { verb, submit, what } = WORDS[to];
  const title = `${verb} approval ${number}`;
  const call =
    to === "happened"
      ? { name: "approvals.resolve", input: { approval: id, happened: true } }
      : { name: `approvals.${to}`, input: { approval: id, ...(tag !== null && { tag }) } };
  return {
    text: `${title}: ${does}.`,
    nodes: [
      { type: "header", text: title },
      { type: "text", content: [`${does}. ${what}`] },
      { type: "form", call, ...(to === "modify" && { under: "payload" }), submit, fields: fields as FormField[] },
    ],
  };
}
