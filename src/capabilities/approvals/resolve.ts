import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { say } from "#lib/view";
import { ApprovalField, BecameField, Shown } from "./fields.ts";
import { withNames } from "./people.ts";
import { toShown } from "./shown.ts";

export const resolve = defineCapability({
  name: "approvals.resolve",
  summary: "Say whether something happened of which nobody could tell.",
  risk: "record",
  input: z.object({
    approval: ApprovalField,
    happened: z.boolean().describe("Whether it happened."),
    became: BecameField,
  }),
  result: Shown,
  async run(context, { approval: ref, happened, became }) {
    const resolved = await withNames(context, () => context.trust.resolve(context, { ref, happened, became }));
    return toShown(context, resolved);
  },
  view: ({ number, does, status }) => {
    const text = `Noted of approval ${number}, ${does}: it ${status === "done" ? "happened" : "did not happen"}.`;
    return say(text);
  },
});
