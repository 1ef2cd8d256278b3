import { z } from "zod";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { parseGiven } from "#lib/issues";
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

/** What a report says to everybody in a channel, whoever had it posted there and from where. */
export async function readReport(context: Context, call: ReportCall, channel: string): Promise<View> {
  const capability = requireReport(context, call);
  const input = parseGiven(capability.input, call.input);
  const { surface } = context.origin;
  const there: Context = { ...context, isPosted: true, origin: { surface, place: `slack:${channel}` } };
  return capability.view(await capability.run(there, input));
}
