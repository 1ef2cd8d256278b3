import { slackIdIn } from "#domain/slack-ids";
import { audiencesOf } from "#kernel/audiences";
import type { Context } from "#kernel/context";
import type { Answer } from "./fields.ts";
import type { Answered } from "./given.ts";

/** So many of the first passages tell whether somebody may read more than others. */
const FIRST = 3;

/** What only whoever asked can see may be shown to everybody in the channel, answered anew from what they may read. */
export async function findShare(context: Context, { given, findings }: Answered): Promise<Answer["share"]> {
  const channel = slackIdIn(context.origin.place);
  if (context.isPosted || given.kind !== "answered" || channel === undefined || !/^[CG]/.test(channel)) return null;
  const everybodys = new Set(await audiencesOf({ ...context, isPosted: true }));
  const isNarrower = findings.passages.some(({ document }) => !everybodys.has(document.audience));
  return { channel, is_narrower: isNarrower };
}

/** Whether whoever asked may read what comes nearer than all that everybody here may read. */
export async function hasMoreThan(context: Context, { asked, audiences }: Answered): Promise<boolean> {
  if (!context.isPosted || context.actor.kind !== "person") return false;
  const theirs = await audiencesOf({ ...context, isPosted: false });
  if (theirs.every((one) => audiences.includes(one))) return false;
  const { passages, band } = await context.knowledge.search({ q: asked, audiences: theirs, limit: FIRST });
  return band !== "refuse" && passages.some(({ document }) => !audiences.includes(document.audience));
}
