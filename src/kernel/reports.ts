import { z } from "zod";
import { MEMBER_ID } from "#domain/slack-ids";
import { parseGiven } from "#lib/issues";
import { say, type View } from "#lib/view";
import type { Action } from "./capability.ts";
import type { Context } from "./context.ts";
import { UserError } from "./errors.ts";

/** The call of a report. */
export const ReportCall = z.object({
  name: z.string().max(100),
  input: z.record(z.string(), z.unknown()).default({}),
});
export type ReportCall = z.output<typeof ReportCall>;

/** Only what reads can be announced, and what is about one person to nobody else. */
export function requireReport(
  { catalogue }: Pick<Context, "catalogue">,
  { name, channel = "" }: Pick<ReportCall, "name"> & { channel?: string },
): Action {
  const capability = catalogue.get(name);
  if (capability?.risk !== "read") throw new UserError(`“${name}” is not a report that can be posted.`);
  if (capability.isPersonal && !MEMBER_ID.test(channel)) {
    throw new UserError(`“${name}” is about one person alone, and goes to no channel.`);
  }
  return capability;
}

export interface Report {
  result: unknown;
  view: View;
  /** It has nothing to say. */
  isQuiet: boolean;
}

/** What a report says to everybody in a channel, whoever had it posted there and from where; to a person, what they may see. */
export async function readReport(context: Context, call: ReportCall, channel: string): Promise<Report> {
  const report = requireReport(context, { ...call, channel });
  const input = parseGiven(report.input, call.input);
  const { surface } = context.origin;
  const isPosted = !MEMBER_ID.test(channel);
  const there: Context = { ...context, isPosted, origin: { surface, place: `slack:${channel}` } };
  const result = await report.run(there, input);
  return { result, view: report.view(result), isQuiet: report.isQuiet?.(result) ?? false };
}

/** In one line, where there is nothing to say. */
export function toLine({ view, isQuiet }: Report): View {
  return isQuiet ? say(view.text) : view;
}
