import { z } from "zod";
import { postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { withoutMention } from "./inbound.ts";
import { readSentence } from "./request.ts";

export const Said = z.object({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  text: z.string().default(""),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  /** Present on everything but what a person just wrote: edits, deletions, joins. */
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
});
type Said = z.output<typeof Said>;

export interface SaidArrival {
  said: Said;
  key: string;
  botUserId: string | undefined;
}

/** Answers a mention in its thread, and a direct message where it was written. */
export async function answerSaid(desk: Desk, { said, key, botUserId }: SaidArrival): Promise<void> {
  if (said.subtype !== undefined || said.bot_id !== undefined) return;
  const isDirect = said.channel_type === "im";
  const asker: Asker = { userId: said.user, channelId: said.channel, key };
  const thread = said.thread_ts ?? (isDirect ? undefined : said.ts);
  const destination = { channel: said.channel, key: `reply:${key}`, thread };

  const request = readSentence(desk.catalogue, withoutMention(said.text, botUserId));
  if ("answer" in request) return postView(desk, destination, { view: request.answer });
  const outcome = await ask(desk, asker, { call: request.call });
  const from = outcome.status === "done" ? request.call : undefined;
  await postView(desk, destination, { view: toView(outcome, request.capability), from });
}
