import { z } from "zod";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import type { View } from "#lib/view";

/** The call of a report. */
export const ReportCall = z.object({
  name: z.string().max(100),
  input: z.record(z.string(), z.unknown()).default({}),
});
export type ReportCall = z.output<typeof ReportCall>;

/** Only what reads can be announced. */
export function requireReport({ catalogue }: Context, { name }: Pick<ReportCall, "name">) {
  const capability = catalogue.get(name);
  if (capability?.risk !== "read") throw new UserError(`“${name}” is not a report that can be posted.`);
  return capability;
}

export async function readReport(context: Context, call: ReportCall): Promise<View> {
  const capability = requireReport(context, call);
  const input = capability.input.safeParse(call.input, { error: explainIssue });
  if (!input.success) throw new UserError(joinIssues(toIssues(input.error)));
  return capability.view(await capability.run({ ...context, isPosted: true }, input.data));
}
