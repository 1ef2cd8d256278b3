import { z } from "zod";
import { say, type View } from "#lib/view";
import { type Destination, postView } from "./announcements.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { withoutMention } from "./inbound.ts";
import { planWishes } from "./planned.ts";
import { answerReply } from "./replies.ts";
import { readSentence, type Wish } from "./request.ts";
import { describeRest, isOpenQuestion, type Reading, readPhrase, readQuestion, readWishes } from "./sentences.ts";
import { answerWishes, tellOutcome } from "./wishes.ts";

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
  const reading = isOpenQuestion(words.text) ? readQuestions(desk, words.text) : readWishes(desk.catalogue, words.text);
  const isClear = reading.wishes.length > 0 && reading.unread.length === 0;
  if (isClear) return answerAll(desk, asker, { said, reading });
  const request = readSentence(desk.catalogue, words.text);
  if ("call" in request) return answerOne(desk, asker, { wish: request, destination: inPlace(said, key) });
  return answerOther(desk, asker, { said: words, reading, view: request.answer });
}

/** Words like "plan" in a question are no commands. */
function readQuestions({ catalogue }: Desk, text: string): Reading {
  const question = readPhrase(catalogue, text) ?? readQuestion(catalogue, text);
  return { wishes: question ? [question] : [], unread: [], left: [] };
}

/** Does what was asked for, and names what of the sentence is left. */
async function answerAll(desk: Desk, asker: Asker, { said, reading }: { said: Said; reading: Reading }): Promise<void> {
  const { wishes } = reading;
  const [first, second] = wishes;
  const destination = inThread(said, asker.key);
  if (second) await answerWishes(desk, asker, { wishes, destination, title: describe(wishes) });
  else if (first) await answerOne(desk, asker, { wish: first, destination: inPlace(said, asker.key) });
  const rest = describeRest(reading);
  if (rest === undefined) return;
  const place = second ? destination : inPlace(said, asker.key);
  await postView(desk, { ...place, key: `${place.key}:rest` }, { view: say(rest) });
}

/** What is no command may be an answer, where one is awaited, or what a model can make steps of. */
async function answerOther(
  desk: Desk,
  asker: Asker,
  { said, reading, view }: { said: Said; reading: Reading; view: View },
): Promise<void> {
  const { key } = asker;
  if (!isDirect(said) && (await answerReply(desk, { said, key }))) return;
  const wishes = await planWishes(desk, asker, said.text);
  const understood = reading.wishes.length + reading.left.length;
  const question = wishes.length === 0 && understood < 2 ? readQuestion(desk.catalogue, said.text) : undefined;
  if (question) return answerOne(desk, asker, { wish: question, destination: inPlace(said, key) });
  if (wishes.length === 0 && understood > 0) return answerAll(desk, asker, { said, reading });
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
  await tellOutcome(desk, asker, { wish, outcome, destination });
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
