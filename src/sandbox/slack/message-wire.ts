import type { Json, Message } from "./model.ts";

/** As the Web API and payloads show it. */
export function toWire(message: Message, { all = [] as Message[], withMetadata = false } = {}): Json {
  const { ts, user, text, blocks, threadTs, editedTs, isFromApp, metadata } = message;
  const replies = all.filter((other) => other.threadTs === ts && other.ts !== ts);
  return {
    type: "message",
    user,
    ts,
    text,
    ...(isFromApp && { bot_id: "B0ADJUTANT", app_id: "A0ADJUTANT", team: "T0ACME" }),
    ...(blocks.length > 0 && { blocks }),
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...(replies.length > 0 && { thread_ts: ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
    ...(editedTs !== null && { edited: { user, ts: editedTs } }),
    ...(withMetadata && metadata !== null && { metadata }),
  };
}
