import { z } from "zod";
import { defineCapability, findEffect } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import { say } from "#lib/view";
import { ApprovalField, Shown } from "./fields.ts";
import { inverseOf, toShown } from "./shown.ts";
import { requireVisible } from "./sight.ts";

export const undo = defineCapability({
  name: "approvals.undo",
  summary: "Propose to take back what was done, where something takes it back.",
  risk: "record",
  input: z.object({ approval: ApprovalField }),
  result: Shown,
  async run(context, { approval: ref }) {
    const approval = await requireVisible(context, ref);
    const call = inverseOf(findEffect(context.catalogue, approval.name), approval);
    if (!call) throw new UserError(`Nothing takes back approval ${approval.number}.`);
    const { number, grounds, isTainted } = approval;
    return toShown(
      context,
      await proposeCall(context, call, {
        isTainted,
        cause: { ref: `approval:${number}`, words: `To take back approval ${number}: ${grounds.preview.does}.` },
      }),
    );
  },
  view: ({ number, does, status }) => {
    const text = status === "pending" ? `Asked for approval ${number}: ${does}.` : `Approval ${number}: ${does}.`;
    return say(text);
  },
});
