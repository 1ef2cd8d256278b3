import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { describeApproval } from "./card.ts";
import { ApprovalField, Shown } from "./fields.ts";
import { toShown } from "./shown.ts";
import { requireVisible } from "./sight.ts";

export const showApproval = defineCapability({
  name: "approvals.show",
  summary: "Show what is proposed, why, and who may decide, or what became of it.",
  risk: "read",
  input: z.object({
    approval: ApprovalField,
    whole: z.boolean().default(false).describe("All of what will be sent, however long."),
  }),
  result: Shown,
  async run(context, { approval, whole }) {
    return toShown(context, await requireVisible(context, approval), whole);
  },
  view: describeApproval,
});
