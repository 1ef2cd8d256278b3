import { z } from "zod";
import type { Office } from "../desk.ts";
import { toWire } from "../message-wire.ts";
import { type Json, type Message, SlackError } from "../model.ts";
import { APP } from "../workspace.ts";
import { acceptBlocks } from "./accept.ts";
import { announce, Blocks, defineMethod, joined, jsonText, type Method } from "./method.ts";

/** Slack closes a stream this long after its start, even while it is being written. */
const LIFETIME_MS = 5 * 60_000;

const Chunks = jsonText(z.array(z.looseObject({ type: z.string() }))).optional();
const Append = z.object({
  channel: z.string(),
  ts: z.string(),
  markdown_text: z.string().max(12_000).optional(),
  chunks: Chunks,
});
const Start = z.object({
  channel: z.string(),
  thread_ts: z.string(),
  recipient_user_id: z.string().optional(),
  recipient_team_id: z.string().optional(),
  markdown_text: z.string().max(12_000).optional(),
  chunks: Chunks,
});

function openStream(office: Office, { channel, ts }: { channel: string; ts: string }): Message {
  const { id } = office.workspace.channel(channel);
  const message = office.messages.find(id, ts);
  const stream = message.stream;
  const isOver = !stream || office.now().getTime() - stream.openedAt > LIFETIME_MS;
  if (stream && (isOver || office.faults.take("stream_closed", id))) stream.isOpen = false;
  if (!stream?.isOpen) throw new SlackError("message_not_in_streaming_state");
  return message;
}

function write(
  message: Message,
  { markdown_text = "", chunks = [] }: { markdown_text?: string | undefined; chunks?: Json[] | undefined },
): void {
  const said = chunks.filter(({ type }) => type === "markdown_text").map(({ text }) => String(text ?? ""));
  message.text += markdown_text + said.join("");
  for (const chunk of chunks.filter(({ type }) => type === "task_update" || type === "plan_update")) {
    const tasks = message.stream?.tasks ?? [];
    const known = tasks.findIndex(({ id, type }) => id === chunk["id"] && type === chunk["type"]);
    if (known >= 0) tasks[known] = { ...tasks[known], ...chunk };
    else tasks.push(chunk);
  }
}

export const streams: Record<string, Method> = {
  "chat.startStream": defineMethod(Start, (office, args) => {
    const channel = joined(office, args.channel);
    if (channel.kind !== "im" && !(args.recipient_user_id && args.recipient_team_id)) {
      throw new SlackError("missing_recipient_user_id");
    }
    office.messages.find(channel.id, args.thread_ts);
    const given = { channel: channel.id, user: APP.botUserId, isFromApp: true, text: "", threadTs: args.thread_ts };
    const message = office.messages.post(given);
    message.stream = { openedAt: office.now().getTime(), isOpen: true, tasks: [] };
    write(message, args);
    announce(office, "posted", message);
    return { channel: channel.id, ts: message.ts };
  }),
  "chat.appendStream": defineMethod(Append, (office, args) => {
    const message = openStream(office, args);
    write(message, args);
    announce(office, "changed", message);
    return { channel: message.channel, ts: message.ts };
  }),
  "chat.stopStream": defineMethod(Append.extend({ blocks: Blocks }), (office, args) => {
    const message = openStream(office, args);
    const blocks = acceptBlocks(office, args.blocks);
    write(message, args);
    message.blocks = blocks;
    if (message.stream) message.stream.isOpen = false;
    announce(office, "changed", message);
    return { channel: message.channel, ts: message.ts, message: toWire(message) };
  }),
};
