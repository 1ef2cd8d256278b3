import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import type { View } from "#lib/view";

const Posted = z.object({ channel: z.string(), state: z.enum(["queued", "sent"]), permalink: z.string().nullable() });
type Posted = z.output<typeof Posted>;

/** Announces a report where everybody in a channel sees it. Only what reads can be announced. */
export const post = defineEffect({
  name: "messages.post",
  summary: "Post a report to a channel, for everybody in it to see.",
  risk: "low",
  input: z.object({
    channel: z
      .string()
      .regex(/^[CGD][A-Z0-9]{2,20}$/, { error: "Name a channel, like #team." })
      .describe("Slack channel id."),
    call: z
      .object({ name: z.string().max(100), input: z.record(z.string(), z.unknown()).default({}) })
      .describe("The report to post: its name and input."),
  }),
  result: Posted,

  target: ({ channel }) => `slack:${channel}`,

  async run(context, { channel, call }, key): Promise<Posted> {
    const view = await readView(context, call);
    await context.announcements.post({ channel, view, key });
    return { channel, state: "queued", permalink: null };
  },

  async reconcile({ announcements }, { channel }, key): Promise<Posted | undefined> {
    const announced = await announcements.find(key);
    if (!announced) return undefined;
    if (announced.state === "failed") throw new UserError(announced.reason ?? "Slack refused the message.");
    if (announced.state === "uncertain") throw new UnavailableError("Slack may have the message, and cannot be asked.");
    return { channel, state: announced.state === "sent" ? "sent" : "queued", permalink: announced.permalink ?? null };
  },

  view: ({ channel, state }) => {
    const text = state === "sent" ? "Posted." : "On its way.";
    return { text, nodes: [{ type: "text", content: [text, " ", { channel, label: channel }] }] };
  },
});

async function readView(context: Context, call: { name: string; input: unknown }): Promise<View> {
  const capability = context.catalogue.get(call.name);
  if (capability?.risk !== "read") throw new UserError(`“${call.name}” is not a report that can be posted.`);
  const input = capability.input.safeParse(call.input);
  if (!input.success) throw new UserError(z.prettifyError(input.error));
  return capability.view(await capability.run(context, input.data));
}
