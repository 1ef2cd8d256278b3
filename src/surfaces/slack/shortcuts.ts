import { z } from "zod";
import { say } from "#lib/view";
import { findPermalink, postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { codeOf } from "./failure.ts";

const MESSAGES_MAX = 50;
const MESSAGE_LENGTH_MAX = 3_000;
/** Of a whole thread; what is longer is too long to be read as one idea. */
const THREAD_LENGTH_MAX = 15_000;

const Message = z.object({
  ts: z.string(),
  text: z.string().default(""),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  /** Present on what apps wrote. */
  bot_id: z.string().optional(),
});
const Shortcut = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }).optional(),
  message: Message.optional(),
});
type Shortcut = z.output<typeof Shortcut>;
type Message = z.output<typeof Message>;

const OUTDATED = "This shortcut is outdated. Write “help” to me to see what I can do.";

export interface ShortcutArrival {
  body: unknown;
  key: string;
}

/** Does what somebody chose in the menu of a message, with the thread in which it stands. */
export async function answerShortcut(desk: Desk, { body, key }: ShortcutArrival): Promise<void> {
  const { callback_id: name, user, channel, message } = Shortcut.parse(body);
  const asker: Asker = { userId: user.id, channelId: channel?.id, key };
  const capability = desk.catalogue.get(name);
  if (!capability?.shortcut || !channel || !message) return tell(desk, asker, say(OUTDATED));
  const outcome = await ask(desk, asker, { call: { name, input: await readMessage(desk, channel.id, message) } });
  await tell(desk, asker, toView(outcome, capability));
}

function tell(desk: Desk, { userId, key }: Asker, view: ReturnType<typeof say>): Promise<void> {
  return postView(desk, { channel: userId, key: `answer:${key}` }, { view });
}

async function readMessage(desk: Desk, channel: string, message: NonNullable<Shortcut["message"]>) {
  const thread = message.thread_ts ?? message.ts;
  const others = (await readThread(desk, channel, thread)).filter(({ ts }) => ts !== message.ts);
  const { ts, user, bot_id } = message;
  const by = bot_id === undefined ? (user ?? null) : null;
  const link = (await findPermalink(desk.api, channel, ts)) ?? null;
  const text = message.text.slice(0, MESSAGE_LENGTH_MAX);
  return { message: { text, by, ts, thread, link, others: fitThread(others) } };
}

/** Without the scope for it, or where we are not invited, the message itself is all there is. */
async function readThread({ api, log }: Desk, channel: string, ts: string): Promise<Message[]> {
  try {
    const { messages = [] } = await api.read.conversations.replies({ channel, ts, limit: MESSAGES_MAX });
    return z.array(Message).parse(messages);
  } catch (error) {
    log.info({ code: codeOf(error) }, "slack thread not read");
    return [];
  }
}

function fitThread(messages: readonly Message[]): string[] {
  let left = THREAD_LENGTH_MAX;
  return messages.flatMap(({ text }) => {
    const kept = text.slice(0, Math.min(MESSAGE_LENGTH_MAX, left));
    left -= kept.length;
    return kept.trim() === "" ? [] : [kept];
  });
}
