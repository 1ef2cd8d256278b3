import { postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import type { Said } from "./conversations.ts";
import { ask, type Desk } from "./desk.ts";
import { readTyped } from "./inbound.ts";

export interface Reply {
  said: Said;
  key: string;
}

/** Hears what people say to each other where they may be heard; answers in the thread where something follows from it. */
export async function hearTalk(desk: Desk, { said, key }: Reply): Promise<void> {
  const { channel, ts, thread_ts: thread, text, user } = said;
  const capability = [...desk.catalogue.values()].find(({ hears }) => hears === "talk");
  if (!capability || !desk.listensIn(channel)) return;
  const input = { ts, text: readTyped(text), ...(thread !== undefined && thread !== ts && { thread }) };
  const call = { name: capability.name, input };
  const view = toView(await ask(desk, { userId: user, channelId: channel, key }, { call, step: "talk" }), capability);
  if (view.nodes.length > 0) await postView(desk, { channel, key: `talk:${key}`, thread: thread ?? ts }, { view });
}

/**
 * Takes what somebody wrote in a thread for an answer, where one is awaited there. Answers whether it was one: what was
 * none, and what is said to somebody else, is not ours to answer.
 */
export async function answerReply(desk: Desk, { said, key }: Reply): Promise<boolean> {
  const { thread_ts: thread, channel, text } = said;
  const isReply = thread !== undefined && thread !== said.ts && !/^\s*<@/.test(text);
  if (!isReply || !(await desk.threads.awaits(channel, thread))) return false;
  const listeners = [...desk.catalogue.values()].filter(({ hears }) => hears === "threads");
  for (const [index, capability] of listeners.entries()) {
    const call = { name: capability.name, input: { thread, text: readTyped(text) } };
    const step = index === 0 ? "reply" : `reply:${index}`;
    const outcome = await ask(desk, { userId: said.user, channelId: channel, key }, { call, step });
    const view = toView(outcome, capability);
    if (view.nodes.length === 0) continue;
    await postView(desk, { channel, key: `reply:${key}`, thread }, { view });
    return true;
  }
  return false;
}
