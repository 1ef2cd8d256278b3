import { z } from "zod";
import { PLACE_ID } from "#domain/slack-ids";
import { defineEffect } from "#kernel/capability";
import { readSent, untilSent } from "#kernel/outgoing";
import { ReportCall, readReport, requireReport } from "./report.ts";

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
      .regex(PLACE_ID, {
        error: "Name a channel by its id, like C024BE91L. In Slack, choose it from the list after #.",
      })
      .describe("The channel; outside Slack its id, like C024BE91L."),
    call: ReportCall.describe("The report to post: outside Slack its name and input as JSON."),
  }),
  result: Posted,

  target: ({ channel }) => `slack:${channel}`,

  async preview(context, { channel, call }) {
    const capability = requireReport(context, call);
    const place = await context.places.placeOf(channel);
    const payload = [{ label: "Report", text: `${capability.summary} ${JSON.stringify(call.input)}` }];
    return { version: "1", does: `Post ${call.name} to a channel`, subject: channel, link: null, place, payload };
  },

  /** The outbox takes a key once, and sends with all that it takes to send once. */
  async run(context, { channel, call }, { key }): Promise<Posted> {
    const view = await readReport(context, call, channel);
    await context.announcements.post({ channel, view, key });
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
