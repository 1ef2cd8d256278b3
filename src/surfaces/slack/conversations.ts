import { z } from "zod";
import type { View } from "#lib/view";
import { type Destination, postAside, postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { withoutMention } from "./inbound.ts";
import { planWishes } from "./planned.ts";
import { answerReply } from "./replies.ts";
import { readSentence, type Wish } from "./request.ts";
import { isOpenQuestion, readPhrase, readQuestion, readWishes } from "./sentences.ts";
import { answerWishes } from "./wishes.ts";

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
export type Said = z.output<typeof Said>;

export interface SaidArrival {
  said: Said;
  key: string;
  botUserId: string | undefined;
}

/** Answers a mention in its thread, and a direct message where it was written. */
export async function answerSaid(desk: Desk, { said, key, botUserId }: SaidArrival): Promise<void> {
  if (said.subtype !== undefined || said.bot_id !== undefined) return;
  const { user: userId, channel: channelId, thread_ts: thread = said.ts } = said;
  const asker: Asker = { userId, channelId, thread, isShownToAll: !isDirect(said), key };
  const words = { ...said, text: withoutMention(said.text, botUserId) };
  const wishes = isOpenQuestion(words.text) ? readQuestions(desk, words.text) : readWishes(desk.catalogue, words.text);
  const [first, second] = wishes;
  if (second) return answerWishes(desk, asker, { wishes, destination: inThread(said, key), title: describe(wishes) });
  const request = first ?? readSentence(desk.catalogue, words.text);
  if ("call" in request) return answerOne(desk, asker, { wish: request, destination: inPlace(said, key) });
  return answerOther(desk, asker, { said: words, view: request.answer });
}

/** Words like "plan" in a question are no commands. */
function readQuestions({ catalogue }: Desk, text: string): Wish[] {
  const question = readPhrase(catalogue, text) ?? readQuestion(catalogue, text);
  return question ? [question] : [];
}

/** What is no command may be an answer, where one is awaited, or what a model can make steps of. */
async function answerOther(desk: Desk, asker: Asker, { said, view }: { said: Said; view: View }): Promise<void> {
  const { key } = asker;
  if (!isDirect(said) && (await answerReply(desk, { said, key }))) return;
  const wishes = await planWishes(desk, asker, said.text);
  const question = wishes.length === 0 ? readQuestion(desk.catalogue, said.text) : undefined;
  if (question) return answerOne(desk, asker, { wish: question, destination: inPlace(said, key) });
  if (wishes.length === 0) return postView(desk, inPlace(said, key), { view });
  const title = `Planned by a model: ${describe(wishes)}`;
  await answerWishes(desk, asker, { wishes, destination: inThread(said, key), title });
}

async function answerOne(
  desk: Desk,
  asker: Asker,
  { wish, destination }: { wish: Wish; destination: Destination },
): Promise<void> {
  const outcome = await ask(desk, asker, { call: wish.call });
  const from = outcome.status === "done" ? wish.call : undefined;
  const view = toView(outcome, wish.capability);
  await postView(desk, destination, { view, from });
  if (view.aside) await postAside(desk, asker, { view: view.aside, key: destination.key });
}

function inThread({ channel, ts, thread_ts: thread = ts }: Said, key: string) {
  return { channel, key: `reply:${key}`, thread };
}

function inPlace(said: Said, key: string): Destination {
  return { ...inThread(said, key), ...(isDirect(said) && { thread: said.thread_ts }) };
}

function isDirect({ channel_type: kind }: Said): boolean {
  return kind === "im";
}

function describe({ length }: readonly Wish[]): string {
  return length === 1 ? "one step" : `${length} steps`;
}
