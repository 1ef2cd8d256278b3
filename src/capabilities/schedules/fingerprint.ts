import { z } from "zod";
import type { Schedule } from "#domain/schedule/schedule";
import type { Context } from "#kernel/context";
import { readReport, requireReport } from "#kernel/reports";
import { canonicalJson, sha256 } from "#lib/hash";

/** What changes without anything having happened. */
const VOLATILE = new Set(["freshness", "is_live", "as_of", "window"]);

/**
 * Of what a report says about one moment, and of the answers for its day: another one later means that data came late.
 * Null where the report cannot look back, so that nobody could tell that from time going by.
 */
export async function fingerprintOf(
  context: Context,
  { name, input, channel, team, asksMembers }: Schedule,
  { date, readAt }: { date: string; readAt: Date },
): Promise<string | null> {
  const report = requireReport(context, { name, channel });
  if (!(report.input instanceof z.ZodObject && "as_of" in report.input.shape)) return null;
  const call = { name, input: { ...input, as_of: readAt.toISOString() } };
  const { result } = await readReport(context, call, channel);
  const answers = asksMembers && team !== null ? await context.standups.answers({ team, date }, context.now()) : [];
  const said = answers.map(({ person, at }) => `${person} ${at.toISOString()}`);
  const lasting = Object.entries(Object(result)).filter(([key]) => !VOLATILE.has(key));
  return sha256(canonicalJson({ result: Object.fromEntries(lasting), said }));
}
