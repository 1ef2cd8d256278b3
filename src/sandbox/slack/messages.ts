import type { Block, Json, Message } from "./model.ts";
import { SlackError } from "./model.ts";

const KEPT_PER_CHANNEL = 5_000;

interface NewMessage {
  channel: string;
  user: string;
  isFromApp: boolean;
  text: string;
  blocks?: Block[];
  threadTs?: string | null;
  metadata?: Json | null;
  onlyFor?: string | null;
}

export interface Messages {
  post(message: NewMessage): Message;
  /** Throws SlackError when there is none. */
  find(channel: string, ts: string): Message;
  change(message: Message, to: Partial<Pick<Message, "text" | "blocks" | "metadata">>): void;
  remove(message: Message): void;
  /** Oldest first; the app's eyes see no ephemeral ones. */
  list(channel: string): Message[];
}

/** Messages by channel, each with a time of its own that no other has. */
export function createMessages(now: () => Date): Messages {
  const rooms = new Map<string, Message[]>();
  let lastMicros = 0;

  /** Seconds and microseconds, always later than the last. */
  function nextTs(): string {
    lastMicros = Math.max(now().getTime() * 1_000, lastMicros + 1);
    return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, "0")}`;
  }

  function room(channel: string): Message[] {
    const known = rooms.get(channel);
    if (known) return known;
    const created: Message[] = [];
    rooms.set(channel, created);
    return created;
  }

  return {
    post({ blocks = [], threadTs = null, metadata = null, onlyFor = null, ...given }) {
      const base = { blocks, threadTs, metadata, onlyFor, editedTs: null, stream: null };
      const message: Message = { ...given, ...base, ts: nextTs() };
      const list = room(given.channel);
      list.push(message);
      if (list.length > KEPT_PER_CHANNEL) list.splice(0, list.length - KEPT_PER_CHANNEL);
      return message;
    },
    find(channel, ts) {
      const found = rooms.get(channel)?.findLast((message) => message.ts === ts);
      if (!found) throw new SlackError("message_not_found");
      return found;
    },
    change(message, to) {
      Object.assign(message, to, { editedTs: nextTs() });
    },
    remove(message) {
      const list = room(message.channel);
      const index = list.indexOf(message);
      if (index >= 0) list.splice(index, 1);
    },
    list: (channel) => rooms.get(channel) ?? [],
  };
}
