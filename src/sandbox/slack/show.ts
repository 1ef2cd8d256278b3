import type { Ack } from "./ack.ts";
import type { Office } from "./desk.ts";
import type { ResponseGrant } from "./grants.ts";
import { acceptBlocks } from "./methods/accept.ts";
import { type Block, isJson, type Json, type Message, SlackError } from "./model.ts";
import type { Place } from "./payloads.ts";
import { APP } from "./workspace.ts";

/** What came back in an ack, or what Slack says when nothing came. */
export function showAck(
  office: Office,
  { user, channel }: Place,
  { ack, command }: { ack: Ack; command: string },
): void {
  if (ack.outcome !== "acked") {
    const text = `${command} failed with the error "${ack.outcome}"`;
    office.feed.publish({ type: "notice", user: user.id, channel: channel.id, text });
    return;
  }
  const { text, blocks } = ack.payload;
  if (text === undefined && blocks === undefined) return;
  respond(office, { user: user.id, channel: channel.id, messageTs: null }, ack.payload);
}

/** What a `response_url` is given, or an ack: a message, or a change of the one it is about. Throws SlackError. */
export function respond(office: Office, grant: ResponseGrant, body: Json): void {
  const { messages, feed } = office;
  const about = grant.messageTs === null ? undefined : messages.find(grant.channel, grant.messageTs);
  if (body["delete_original"] === true && about) {
    messages.remove(about);
    feed.publish({ type: "message", act: "deleted", message: about });
    return;
  }
  const { text, blocks } = readMessage(office, body);
  if (body["replace_original"] === true && about) {
    messages.change(about, { text, blocks });
    feed.publish({ type: "message", act: "changed", message: about });
    return;
  }
  const message = postAnswer(office, grant, { text, blocks, body });
  // The original of a command's later answers is its first.
  grant.messageTs ??= message.ts;
}

function postAnswer(
  { messages, feed }: Office,
  { user, channel }: ResponseGrant,
  { text, blocks, body }: { text: string; blocks: Block[]; body: Json },
): Message {
  const onlyFor = body["response_type"] === "in_channel" ? null : user;
  const threadTs = typeof body["thread_ts"] === "string" ? body["thread_ts"] : null;
  const message = messages.post({ channel, user: APP.botUserId, isFromApp: true, text, blocks, onlyFor, threadTs });
  feed.publish({ type: "message", act: "posted", message });
  return message;
}

function readMessage(office: Office, { text, blocks }: Json): { text: string; blocks: Block[] } {
  const accepted = acceptBlocks(office, blocks);
  const words = typeof text === "string" ? text : "";
  if (words === "" && !Array.isArray(blocks)) throw new SlackError("no_text");
  return { text: words, blocks: accepted };
}

/** The blocks of a payload's view, if it has one. */
export function viewIn(payload: Json): Json | undefined {
  return isJson(payload["view"]) ? payload["view"] : undefined;
}
