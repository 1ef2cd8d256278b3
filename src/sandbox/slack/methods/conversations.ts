import { z } from "zod";
import type { Office } from "../desk.ts";
import { toWire } from "../message-wire.ts";
import type { Channel, Json, Message } from "../model.ts";
import { APP } from "../workspace.ts";
import { defineMethod, Flag, joined, type Method, Page, paginate } from "./method.ts";

const Range = {
  ...Page,
  channel: z.string(),
  oldest: z.string().default("0"),
  latest: z.string().optional(),
  inclusive: Flag,
  include_all_metadata: Flag,
};

function toChannel({ id, name, topic, kind, members }: Channel): Json {
  if (kind === "im") return { id, is_im: true, is_channel: false, is_private: true, user: `U${id.slice(1)}` };
  return {
    ...{ id, name, name_normalized: name, is_channel: kind === "public", is_group: kind === "private", is_im: false },
    ...{ is_private: kind === "private", is_archived: false, is_general: name === "general", is_mpim: false },
    ...{ is_member: members.has(APP.botUserId), num_members: members.size, topic: { value: topic }, created: 1 },
    ...{ purpose: { value: topic }, is_ext_shared: false, is_shared: false },
  };
}

function read(office: Office, list: Message[], args: z.output<z.ZodObject<typeof Range>>): Json {
  const isAfter = (ts: string) => (args.inclusive ? ts >= args.oldest : ts > args.oldest);
  const isBefore = (ts: string) => args.latest === undefined || (args.inclusive ? ts <= args.latest : ts < args.latest);
  const found = list.filter(({ ts }) => isAfter(ts) && isBefore(ts));
  const { page, hasMore, metadata } = paginate(found, args);
  const all = office.messages.list(joined(office, args.channel).id);
  const messages = page.map((message) => toWire(message, { all, withMetadata: args.include_all_metadata }));
  return { messages, has_more: hasMore, ...metadata };
}

export const conversations: Record<string, Method> = {
  "conversations.info": defineMethod(z.object({ channel: z.string() }), (office, { channel }) => {
    const found = office.workspace.channel(channel);
    return { channel: toChannel(found.kind === "private" ? joined(office, channel) : found) };
  }),
  "conversations.list": defineMethod(
    z.object({ ...Page, types: z.string().default("public_channel"), exclude_archived: Flag }),
    (office, args) => {
      const kinds: Record<string, Channel["kind"]> = { public_channel: "public", private_channel: "private", im: "im" };
      const wanted = args.types.split(",").map((type) => kinds[type.trim()]);
      const visible = [...office.workspace.channels.values()].filter(
        ({ kind, members }) => wanted.includes(kind) && (kind === "public" || members.has(APP.botUserId)),
      );
      const { page, metadata } = paginate(visible, args);
      return { channels: page.map(toChannel), ...metadata };
    },
  ),
  "conversations.members": defineMethod(z.object({ ...Page, channel: z.string() }), (office, args) => {
    const channel = office.workspace.channel(args.channel);
    const { members } = channel.kind === "private" ? joined(office, args.channel) : channel;
    const { page, metadata } = paginate([...members], args);
    return { members: page, ...metadata };
  }),
  "conversations.history": defineMethod(z.object(Range), (office, args) => {
    const { id } = joined(office, args.channel);
    const seen = office.messages
      .list(id)
      .filter(({ onlyFor, threadTs, ts }) => !onlyFor && (!threadTs || threadTs === ts));
    return read(office, seen.toReversed(), args);
  }),
  "conversations.replies": defineMethod(z.object({ ...Range, ts: z.string() }), (office, args) => {
    const { id } = joined(office, args.channel);
    office.messages.find(id, args.ts);
    const isInThread = ({ onlyFor, threadTs, ts }: Message) => !onlyFor && (ts === args.ts || threadTs === args.ts);
    return read(office, office.messages.list(id).filter(isInThread), args);
  }),
};
