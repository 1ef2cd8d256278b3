import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { codeOf } from "./failure.ts";
import { METADATA_TYPE } from "./posting.ts";

/** Slack's clock and ours may differ by this much. */
const SKEW_MS = 5_000;
const PAGES_MAX = 5;
const PAGE = 100;
/** What Slack says when we may not look. */
const BLIND = new Set(["missing_scope", "not_in_channel", "channel_not_found", "no_permission", "thread_not_found"]);

export type Search =
  | { type: "found"; ts: string }
  | { type: "absent" }
  /** We may not look there. */
  | { type: "blind"; reason: string }
  /** Slack cannot be asked at the moment. */
  | { type: "away" };

export interface Missing {
  id: string;
  channel: string;
  thread: string | undefined;
  attemptedAt: Date;
}

const Message = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal(METADATA_TYPE), event_payload: z.object({ outbox_id: z.string() }) }),
});

/** Looks among what was posted since the attempt for a message whose answer got lost. Never throws. */
export async function findPosted(client: WebClient, missing: Missing): Promise<Search> {
  let cursor: string | undefined;
  try {
    for (let page = 0; page < PAGES_MAX; page++) {
      const { messages = [], response_metadata } = await readPage(client, missing, cursor);
      const found = messages.map((message) => Message.safeParse(message).data).find((one) => isOurs(one, missing));
      if (found) return { type: "found", ts: found.ts };
      cursor = response_metadata?.next_cursor;
      if (!cursor) return { type: "absent" };
    }
    return { type: "blind", reason: "Too much was written since." };
  } catch (error) {
    const code = codeOf(error) ?? "";
    return BLIND.has(code)
      ? { type: "blind", reason: `The app may not read back what it posted (${code}).` }
      : { type: "away" };
  }
}

function readPage({ conversations }: WebClient, { channel, thread, attemptedAt }: Missing, cursor: string | undefined) {
  const range = {
    channel,
    oldest: `${(attemptedAt.getTime() - SKEW_MS) / 1_000}`,
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor && { cursor }),
  };
  return thread === undefined ? conversations.history(range) : conversations.replies({ ...range, ts: thread });
}

function isOurs(message: z.output<typeof Message> | undefined, { id }: Missing): boolean {
  return message?.metadata.event_payload.outbox_id === id;
}
