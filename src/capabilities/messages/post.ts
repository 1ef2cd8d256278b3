import { z } from "zod";
import { MEMBER_ID } from "#domain/slack-ids";
import { defineEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError } from "#kernel/errors";
import { readSent, untilSent } from "#kernel/outgoing";
import { ReportCall, readReport, requireReport, toLine } from "#kernel/reports";
import { canonicalJson, sha256 } from "#lib/hash";
import { describeInstant } from "#lib/time";
import type { View } from "#lib/view";

/** A channel, or whoever asks. */
const POSTABLE = /^[CGDUW][A-Z0-9]{2,20}$/;

const HASH_LENGTH = 8;

const Posted = z.object({ channel: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Posted = z.output<typeof Posted>;

/** Announces a report where everybody in a channel sees it. Only what reads can be announced. */
export const post = defineEffect({
  name: "messages.post",
  summary: "Post a report to a channel, for everybody in it to see.",
  risk: "low",
  vendor: "slack",
  settleMs: 0,
  usage: "/standup post #channel",
  input: z.object({
    channel: z
      .string()
      .regex(POSTABLE, {
        error: "Name a channel by its id, like C024BE91L. In Slack, choose it from the list after #.",
      })
      .describe("The channel; outside Slack its id, like C024BE91L."),
    call: ReportCall.describe("The report to post: outside Slack its name and input as JSON."),
    quiet: z.enum(["line"]).optional().describe("line: where there is nothing to say, that is said in one line."),
    due: z.iso.datetime().optional().describe("When it should have been posted, where it comes late."),
  }),
  result: Posted,

  // Another report to the same channel is another thing, for which this one does not have to give way.
  target: ({ channel, call }) =>
    `slack:${channel}:${call.name}:${sha256(canonicalJson(call.input)).slice(0, HASH_LENGTH)}`,

  async preview(context, { channel, call }) {
    const capability = requireReport(context, { ...call, channel });
    if (MEMBER_ID.test(channel) && context.actor.id !== `slack:${channel}`) {
      throw new ForbiddenError("A report goes to a channel, or to yourself; not to somebody else.");
    }
    const place = await context.places.placeOf(channel);
    const payload = [{ label: "Report", text: describeReport(capability.summary, call.input) }];
    return { version: "1", does: `Post ${call.name} to a channel`, subject: channel, link: null, place, payload };
  },

  /** The outbox takes a key once, and sends with all that it takes to send once. */
  async run(context, { channel, call, quiet, due }, { key }): Promise<Posted> {
    const report = await readReport(context, call, channel);
    const view = quiet === "line" ? toLine(report) : report.view;
    await context.announcements.post({ channel, view: due === undefined ? view : late(context, view, due), key });
    return { channel, ...(await untilSent(context, key)) };
  },

  async reconcile({ announcements }, { channel }, { key }): Promise<Posted | undefined> {
    const sent = readSent(await announcements.find(key));
    return sent && { channel, ...sent };
  },
  linkOf: ({ permalink }) => permalink,

  view: ({ channel }) => ({
    text: "Posted.",
    nodes: [{ type: "text", content: ["Posted to ", { channel, label: channel }, "."] }],
  }),
});

/** In words: a card that shows “{}” says nothing. */
function describeReport(summary: string, input: Record<string, unknown>): string {
  const given = Object.entries(input).map(
    ([field, value]) => `${field}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return given.length === 0 ? summary : `${summary} With ${given.join(", ")}.`;
}

function late({ settings }: Context, view: View, due: string): View {
  const words = `Late: it was due ${describeInstant(new Date(due), settings.zone)}.`;
  return { text: `${view.text} ${words}`, nodes: [...view.nodes, { type: "note", content: [words] }] };
}
