import type { Announced, Announcements, Standing } from "#kernel/ports/announcements";
import type { OutgoingMessage, SlackOutbox } from "#kernel/ports/slack-outbox";
import { sha256 } from "#lib/hash";
import type { Call, View } from "#lib/view";
import type { SlackApi } from "./desk.ts";
import { type Message, type Rendered, renderMessages } from "./render.ts";

export interface Sender {
  outbox: SlackOutbox;
  wake(): void;
  now(): Date;
}

export interface Destination {
  /** A channel, or a person for a direct message. */
  channel: string;
  key: string;
  thread?: string | undefined;
}

/** Puts a view into the outbox: one message, and what continues it in its thread. */
export async function postView(
  { outbox, wake, now }: Sender,
  destination: Destination,
  { view, from }: { view: View; from?: Call | undefined },
): Promise<void> {
  const rendered = renderMessages(view, from);
  await outbox.keepCalls(rendered.kept, now());
  await outbox.enqueue(toOutgoing(rendered, destination), now());
  wake();
}

/** Says to whoever asked alone what the others there are not told. */
export function postAside(
  sender: Sender,
  { userId }: { userId: string },
  said: { view: View; key: string },
): Promise<void> {
  return postView(sender, { channel: userId, key: `aside:${said.key}` }, { view: said.view });
}

export function createAnnouncements(sender: Sender, api: SlackApi): Announcements {
  return {
    post: ({ view, channel, key, thread }) => postView(sender, { channel, key, thread }, { view }),
    async find(key): Promise<Announced | undefined> {
      const found = await sender.outbox.find(key);
      if (!found) return undefined;
      const { state, channel, ts, reason } = found;
      const permalink = ts === null ? undefined : await findPermalink(api, channel, ts);
      return { state, ...(ts !== null && { ts }), ...(permalink && { permalink }), ...(reason !== null && { reason }) };
    },
    async standing(at): Promise<Standing | undefined> {
      const posted = await sender.outbox.findPosted(at);
      if (!posted) return undefined;
      const { key, channel, ts, body } = posted;
      return { key, channel, ts, text: String(JSON.parse(body).text ?? ""), version: sha256(body) };
    },
    update: (edition) => updateView(sender, edition),
  };
}

/** Another edition of each part; what there are more of now is added in the thread, and what there are fewer of says so. */
async function updateView(sender: Sender, { of, view, key }: { of: Standing; view: View; key: string }): Promise<void> {
  const { outbox, wake, now } = sender;
  const { shown, kept } = renderMessages(view);
  await outbox.keepCalls(kept, now());
  const parts = await findParts(outbox, of);
  const messages: OutgoingMessage[] = [];
  for (let index = 0; index < Math.max(shown.length, parts.length); index++) {
    const common = {
      key: index === 0 ? key : `${key}/${index + 1}`,
      channel: of.channel,
      body: JSON.stringify(shown[index] ?? GONE),
    };
    const target = parts[index]?.ts;
    messages.push(target ? { ...common, kind: "update", target } : { ...common, kind: "post", thread: of.ts });
  }
  await outbox.enqueue(messages, now());
  wake();
}

/** A message, and what continues it in its thread. */
async function findParts(outbox: SlackOutbox, of: Standing): Promise<{ ts: string }[]> {
  const parts: { ts: string }[] = [of];
  for (;;) {
    const next = await outbox.findPosted({ key: `${of.key}/${parts.length + 1}` });
    if (!next) return parts;
    parts.push(next);
  }
}

/** In place of a part that a shorter edition has no use for. */
const GONE: Message = { text: "(This part is no longer needed.)", blocks: [] };

function toOutgoing({ shown }: Rendered<Message[]>, { channel, key, thread }: Destination): OutgoingMessage[] {
  return shown.map((message, index) => ({
    key: index === 0 ? key : `${key}/${index + 1}`,
    channel,
    kind: "post",
    body: JSON.stringify(message),
    ...(thread !== undefined && { thread }),
    ...(thread === undefined && index > 0 && { parent: key }),
  }));
}

/** The message stands without its link. */
export async function findPermalink(
  { read }: SlackApi,
  channel: string,
  message_ts: string,
): Promise<string | undefined> {
  try {
    const { permalink } = await read.chat.getPermalink({ channel, message_ts });
    return permalink;
  } catch {
    // Slack is away, or the message was deleted.
    return undefined;
  }
}
