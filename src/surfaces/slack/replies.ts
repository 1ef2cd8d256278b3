import { postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import type { Said } from "./conversations.ts";
import { ask, type Desk } from "./desk.ts";
import { readTyped } from "./inbound.ts";

export interface Reply {
  said: Said;
  key: string;
}

/**
 * Takes what somebody wrote in a thread for an answer, where one is awaited there. Answers whether it was one: what was
 * none, and what is said to somebody else, is not ours to answer.
 */
export async function answerReply(desk: Desk, { said, key }: Reply): Promise<boolean> {
  const { thread_ts: thread, channel, text } = said;
  const capability = [...desk.catalogue.values()].find(({ hears }) => hears === "threads");
  const isReply = thread !== undefined && thread !== said.ts && !/^\s*<@/.test(text);
  if (!capability || !isReply || !(await desk.threads.awaits(channel, thread))) return false;
  const call = { name: capability.name, input: { thread, text: readTyped(text) } };
  const outcome = await ask(desk, { userId: said.user, channelId: channel, key }, { call, step: "reply" });
  const view = toView(outcome, capability);
  if (view.nodes.length === 0) return false;
  await postView(desk, { channel, key: `reply:${key}`, thread }, { view });
  return true;
}
