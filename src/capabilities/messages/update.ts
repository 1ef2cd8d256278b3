import { z } from "zod";
import { slackIdIn } from "#domain/slack-ids";
import { defineEffect, type Preview } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError, RefusedError, UserError } from "#kernel/errors";
import { readSent, untilSent } from "#kernel/outgoing";
import type { Standing } from "#kernel/ports/announcements";
import { ReportCall, readReport, requireReport, toLine } from "#kernel/reports";

const Updated = z.object({ channel: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Updated = z.output<typeof Updated>;

const PostingInput = z.object({ channel: z.string(), call: ReportCall, quiet: z.string().optional() });

/** As Slack copies it: …/archives/C024BE91L/p1724500000123456 */
const LINK = /([CGD][A-Z0-9]{2,20})\/p?(\d{10})\.?(\d{6})(?:\?.*)?$/;

/** Prefer one living message to a row of them: a report that was posted is made anew in its place. */
export const update = defineEffect({
  name: "messages.update",
  summary: "Bring a report that was posted to what is so now, in the same message.",
  risk: "low",
  vendor: "slack",
  settleMs: 0,
  command: "/adjutant update",
  usage: "/adjutant update LINK of the message · /adjutant update 12, the number of the proposal that posted it",
  input: z.object({
    message: z
      .string()
      .trim()
      .max(500)
      .refine((text) => LINK.test(text) || /^#?\d{1,9}$/.test(text), {
        error: "Give the link of the message, from its menu, or the number of the proposal that posted it.",
      })
      .describe("The link of the message, or the number of the proposal that posted it."),
  }),
  result: Updated,
  target: ({ message }) => `slack:${describePlace(message)}`,

  async preview(context, { message }): Promise<Preview> {
    const { standing, call } = await requirePosted(context, message);
    return {
      version: standing.version,
      does: `Update ${call.name} where it was posted`,
      subject: standing.text,
      link: null,
      ...{ place: await context.places.placeOf(standing.channel), channel: standing.channel },
      payload: [
        { label: "It says", text: standing.text },
        { label: "Report", text: requireReport(context, { ...call, channel: standing.channel }).summary },
      ],
    };
  },

  async run(context, { message }, { key, version }): Promise<Updated> {
    const { standing, call, channel, isLine } = await requirePosted(context, message);
    if (standing.version !== version) throw new RefusedError("The message was changed meanwhile.");
    const report = await readReport(context, call, channel);
    await context.announcements.update({ of: standing, view: isLine ? toLine(report) : report.view, key });
    return { channel: standing.channel, ...(await untilSent(context, key)) };
  },

  /** The outbox takes a key once; to replace a message twice does no harm. */
  async reconcile(context, { message }, { key }): Promise<Updated | undefined> {
    const sent = readSent(await context.announcements.find(key));
    return sent && { channel: (await requirePosted(context, message)).standing.channel, ...sent };
  },
  linkOf: ({ permalink }) => permalink,

  view: () => ({ text: "Updated.", nodes: [{ type: "text", content: ["Updated."] }] }),
});

function describePlace(message: string): string {
  const [, channel, seconds, fraction] = LINK.exec(message) ?? [];
  return channel ? `${channel}:${seconds}.${fraction}` : `posting:${message.replace(/^#/, "")}`;
}

interface Posting {
  standing: Standing;
  call: ReportCall;
  /** Where it was posted, as whoever had it posted named it. */
  channel: string;
  /** It says in one line that there is nothing to say. */
  isLine: boolean;
}

/** Only what a person had posted as a report: a card or a nudge has a life of its own. */
async function requirePosted(context: Context, message: string): Promise<Posting> {
  const { announcements, trust } = context;
  const [, channel, seconds, fraction] = LINK.exec(message) ?? [];
  const at = channel
    ? { channel, ts: `${seconds}.${fraction}` }
    : { key: (await trust.require(message.replace(/^#/, ""))).id };
  const standing = await announcements.standing(at);
  const posting = standing && (await trust.find(standing.key));
  if (!standing || posting?.name !== "messages.post")
    throw new UserError("That is no report that I have posted of late.");
  if (!(await maySee(context, standing.channel, posting.requester))) {
    throw new ForbiddenError("It was posted where not everybody may read. Ask for it there.");
  }
  const { channel: place, call, quiet } = PostingInput.parse(posting.input);
  return { standing, call, channel: place, isLine: quiet === "line" };
}

/** What stands in a private channel is for those who are in it: who asks there, and whoever had it posted. */
async function maySee({ places, origin, actor }: Context, channel: string, requester: string): Promise<boolean> {
  if (requester === actor.id || slackIdIn(origin.place) === channel) return true;
  return (await places.placeOf(channel)).kind === "public";
}
