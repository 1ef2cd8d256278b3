import type { WebClient } from "@slack/web-api";
import { patiently } from "./patiently.ts";

const PAGE_SIZE = 200;
const PAGES_MAX = 200;

/** A message as far as we look at it. */
export interface Said {
  ts: string;
  user: string | null;
  text: string;
  /** Of a program, or of Slack itself: "joined the channel". */
  isMachine: boolean;
  editedTs: string | null;
  threadTs: string | null;
  replies: number;
  latestReply: string | null;
}

interface Wire {
  ts?: string;
  user?: string;
  text?: string;
  subtype?: string;
  bot_id?: string;
  edited?: { ts?: string };
  thread_ts?: string;
  reply_count?: number;
  latest_reply?: string;
}

export interface Page {
  said: Said[];
  /** Whether all there is was read. */
  isComplete: boolean;
}

/** What was said in a channel since, outside of threads; with the first message of each. */
export function readHistory(client: WebClient, asked: { channel: string; oldest: string }, signal: AbortSignal) {
  return readPages((cursor) => client.conversations.history({ ...asked, limit: PAGE_SIZE, ...cursor }), signal);
}

/** A thread with its first message. */
export function readReplies(client: WebClient, asked: { channel: string; ts: string }, signal: AbortSignal) {
  return readPages((cursor) => client.conversations.replies({ ...asked, limit: PAGE_SIZE, ...cursor }), signal);
}

interface Reply {
  messages?: Wire[];
  response_metadata?: { next_cursor?: string };
}

async function readPages(ask: (cursor: { cursor?: string }) => Promise<Reply>, signal: AbortSignal): Promise<Page> {
  const said: Said[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const from = cursor;
    const reply = await patiently(() => ask(from === undefined ? {} : { cursor: from }), signal);
    said.push(...(reply.messages ?? []).flatMap(toSaid));
    cursor = reply.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { said, isComplete: true };
  }
  return { said, isComplete: false };
}

/** Words of a person that Slack marks all the same. */
const SPOKEN = new Set(["thread_broadcast", "file_share", "me_message"]);

function toSaid({ ts, user, text = "", subtype, bot_id, edited, ...thread }: Wire): Said[] {
  if (ts === undefined) return [];
  const isMachine = bot_id !== undefined || (subtype !== undefined && !SPOKEN.has(subtype));
  const { thread_ts: threadTs = null, reply_count: replies = 0, latest_reply: latestReply = null } = thread;
  return [{ ts, user: user ?? null, text, isMachine, editedTs: edited?.ts ?? null, threadTs, replies, latestReply }];
}
