import { z } from "zod";
import { PLACE_ID } from "#domain/slack-ids";
import { defineCapability } from "#kernel/capability";
import { proposeCall } from "#kernel/trust/propose-call";
import { say } from "#lib/view";
import { Shown } from "./fields.ts";
import { toShown } from "./shown.ts";

export const postApprovals = defineCapability({
  name: "approvals.post",
  summary: "Post to a channel what waits for a decision.",
  risk: "record",
  usage: "/approvals post #channel",
  input: z.object({
    channel: z
      .string()
      .regex(PLACE_ID, { error: "Choose the channel from the list that Slack shows while you type." })
      .describe("The channel; outside Slack its id, like C024BE91L."),
  }),
  result: Shown,
  async run(context, { channel }) {
    const call = { name: "approvals.list", input: { of: "all" } };
    return toShown(context, await proposeCall(context, { name: "messages.post", input: { channel, call } }));
  },
  view: ({ number, status }) => {
    const text = status === "pending" ? `Asked for approval ${number} to post it.` : "On its way.";
    return say(text);
  },
});
