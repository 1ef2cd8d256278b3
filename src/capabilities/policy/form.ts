import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { FIELD_LENGTH_MAX } from "#lib/view";
import { assertMayChange } from "./fields.ts";

export const policyForm = defineCapability({
  name: "policy.form",
  summary: "The form in which another policy is written.",
  risk: "read",
  input: z.object({}),
  result: z.object({ text: z.string() }),
  async run(context) {
    await assertMayChange(context);
    const { text } = context.trust.policyText();
    if (text.length > FIELD_LENGTH_MAX) {
      throw new UserError(
        'The policy is too long for a form of Slack. At the machine: adjutant policy.change --text "$(cat policy.yaml)"',
      );
    }
    return { text };
  },
  view: ({ text }) => ({
    text: "Write the new policy.",
    nodes: [
      { type: "header", text: "Change the policy" },
      {
        type: "text",
        content: ["Two who look after the policy have to agree, neither of them you. They see what changes."],
      },
      {
        type: "form",
        call: { name: "policy.change", input: {} },
        submit: "Propose this",
        fields: [{ name: "text", label: "Policy", value: text, isRequired: true, isLong: true }],
      },
    ],
  }),
});
