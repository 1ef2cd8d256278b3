import type { Office } from "../slack/desk.ts";
import { type Channel, type Json, type Message, SlackError } from "../slack/model.ts";
import { APP } from "../slack/workspace.ts";
import { renderBlocks } from "./render/blocks.ts";
import { settingFor } from "./setting.ts";

const SHOWN = 300;

/** A channel's messages, or one thread's, oldest first. */
export async function readRoom(
  office: Office,
  user: string,
  { id, thread }: { id: string; thread?: string },
): Promise<Json> {
  const channel = readable(office, user, id);
  const all = office.messages.list(channel.id).filter(({ onlyFor }) => onlyFor === null || onlyFor === user);
  const isShown = (message: Message) =>
    thread === undefined
      ? message.threadTs === null || message.threadTs === message.ts
      : message.ts === thread || message.threadTs === thread;
  const shown = all.filter(isShown).slice(-SHOWN);
  const messages = await Promise.all(shown.map((message) => toShown(office, message, all)));
  return { channel: channel.id, thread: thread ?? null, messages };
}

function readable({ workspace }: Office, user: string, id: string): Channel {
  const channel = workspace.channel(id);
  if (channel.kind !== "public" && !channel.members.has(user)) throw new SlackError("channel_not_found");
  return channel;
}

async function toShown(office: Office, message: Message, all: Message[]): Promise<Json> {
  const { ts, user, text, blocks, editedTs, onlyFor, isFromApp, stream } = message;
  const replies = all.filter(({ threadTs, ts: own }) => threadTs === ts && own !== ts);
  const { name, realName } = office.workspace.user(user);
  const shown = blocks.length > 0 ? blocks : [{ type: "section", text: { type: "mrkdwn", text: text || " " } }];
  const tasks = (stream?.tasks ?? []).map((task) => ({ ...task, type: "task_card" }));
  return {
    ...{ ts, user, name: isFromApp ? APP.name : realName || name, isFromApp, text, isPrivate: onlyFor !== null },
    ...{ isEdited: editedTs !== null, isWriting: stream?.isOpen === true, replies: replies.length },
    key: [ts, editedTs, replies.length, text.length, stream?.isOpen, tasks.length].join(":"),
    html: await renderBlocks([...tasks, ...shown], settingFor(office)),
  };
}
