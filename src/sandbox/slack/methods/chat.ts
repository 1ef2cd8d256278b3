import { z } from "zod";
import type { Office } from "../desk.ts";
import { mayPostAnywhere } from "../manifest.ts";
import { toWire } from "../message-wire.ts";
import { type Channel, type Message, SlackError } from "../model.ts";
import { APP } from "../workspace.ts";
import { acceptBlocks, acceptText } from "./accept.ts";
import { announce, Blocks, defineMethod, joined, jsonText, type Method } from "./method.ts";

const RATE_MS = 1_000;
const Metadata = jsonText(z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }));

const Post = z.object({
  channel: z.string().min(1),
  text: z.string().optional(),
  blocks: Blocks,
  thread_ts: z.string().optional(),
  metadata: Metadata.optional(),
});
const At = { channel: z.string().min(1), ts: z.string() };

function post(office: Office, args: z.output<typeof Post>, onlyFor: string | null): Message {
  const { workspace, messages } = office;
  const channel = whereToPost(office, args.channel);
  const blocks = acceptBlocks(office, args.blocks);
  const text = acceptText(args.text, blocks);
  if (onlyFor !== null && !channel.members.has(onlyFor)) throw new SlackError("user_not_in_channel");
  if (args.thread_ts !== undefined) messages.find(channel.id, args.thread_ts);
  holdToRate(office, channel);
  const user = workspace.user(APP.botUserId).id;
  const message = messages.post({
    ...{ channel: channel.id, user, isFromApp: true, text, blocks, onlyFor },
    ...{ threadTs: args.thread_ts ?? null, metadata: args.metadata ?? null },
  });
  announce(office, "posted", message);
  return message;
}

function whereToPost(office: Office, id: string): Channel {
  const channel = office.workspace.channel(id);
  return channel.kind === "public" && mayPostAnywhere(office.manifest) ? channel : joined(office, id);
}

function holdToRate({ isLimited, lastPosts, now }: Office, { id }: Channel): void {
  if (!isLimited) return;
  const at = now().getTime();
  if (at - (lastPosts.get(id) ?? 0) < RATE_MS) throw new SlackError("ratelimited", { retryAfter: 1 });
  lastPosts.set(id, at);
}

function ownMessage(office: Office, { channel: id, ts }: { channel: string; ts: string }): Message {
  const channel = office.workspace.channel(id);
  const message = office.messages.find(channel.id, ts);
  // A message to a person is posted by their id, and changed by that of the conversation with them.
  if (/^[UW]/.test(id)) throw new SlackError("channel_not_found");
  if (!message.isFromApp || message.onlyFor !== null) throw new SlackError("cant_update_message");
  return message;
}

export const chat: Record<string, Method> = {
  "chat.postMessage": defineMethod(Post, (office, args) => {
    const message = post(office, args, null);
    return { channel: message.channel, ts: message.ts, message: toWire(message, { withMetadata: true }) };
  }),
  "chat.postEphemeral": defineMethod(Post.extend({ user: z.string() }), (office, args) => {
    const message = post(office, args, office.workspace.user(args.user).id);
    return { message_ts: message.ts };
  }),
  "chat.update": defineMethod(
    z.object({ ...At, text: z.string().optional(), blocks: Blocks, metadata: Metadata.optional() }),
    (office, args) => {
      const message = ownMessage(office, args);
      const blocks =
        args.blocks === undefined && args.text === undefined ? message.blocks : acceptBlocks(office, args.blocks);
      const text = acceptText(args.text ?? message.text, blocks);
      office.messages.change(message, { blocks, text, ...(args.metadata && { metadata: args.metadata }) });
      announce(office, "changed", message);
      return { channel: message.channel, ts: message.ts, text, message: toWire(message) };
    },
  ),
  "chat.delete": defineMethod(z.object(At), (office, args) => {
    const message = ownMessage(office, args);
    office.messages.remove(message);
    announce(office, "deleted", message);
    return { channel: message.channel, ts: message.ts };
  }),
  "chat.getPermalink": defineMethod(z.object({ channel: z.string(), message_ts: z.string() }), (office, args) => {
    const { id } = office.workspace.channel(args.channel);
    const { ts } = office.messages.find(id, args.message_ts);
    return { channel: id, permalink: `${office.url}/#${id}/${ts}` };
  }),
};
