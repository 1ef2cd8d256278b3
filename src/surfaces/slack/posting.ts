import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import type { Sendable } from "./charts.ts";
import { codeOf, toDegraded } from "./failure.ts";

/** The name under which our messages carry their row's id. Any app in the channel can read it: it says nothing else. */
export const METADATA_TYPE = "adjutant_outbox";

/** What became of an attempt, by what to do next. */
export type Verdict =
  | { type: "sent"; ts: string | undefined; channel: string | undefined }
  /** Slack wants us to wait. */
  | { type: "limited"; seconds: number }
  /** It will never work; the reason is for the person who asked. */
  | { type: "refused"; reason: string }
  /** Slack does not take these blocks. */
  | { type: "invalid"; pointers: string[] }
  /** The token is refused, for this message and all others. */
  | { type: "degraded"; code: string }
  /** It did not get there. */
  | { type: "unreached" }
  /** It may have worked. */
  | { type: "unknown"; error: string };

export interface Posting {
  id: string;
  channel: string;
  thread: string | undefined;
  /** The ts of the message to replace; a new one is posted without it. */
  target: string | undefined;
  message: Sendable;
}

const REFUSALS: Record<string, string> = {
  channel_not_found: "The channel was not found. If it is private, invite the app there first.",
  not_in_channel: "The app is not in this channel. Invite it with /invite, then ask again.",
  is_archived: "The channel is archived.",
  restricted_action: "The workspace does not let apps post in this channel.",
  no_permission: "The app may not post there.",
  missing_scope: "The app lacks the scope chat:write. Install it again with the present manifest.",
  user_not_found: "There is no such person in the workspace.",
  cannot_dm_bot: "Bots cannot be written to.",
  message_not_found: "The message was deleted.",
  cant_update_message: "The message is not ours to change.",
  edit_window_closed: "The message is too old to be changed.",
};
const INVALID = new Set(["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"]);
/** Slack's own failures, after which part may have happened. */
const UNCLEAR = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Sends a message or replaces one, once. Never throws. */
export async function send(client: WebClient, posting: Posting): Promise<Verdict> {
  try {
    const { ts, channel } =
      posting.target === undefined ? await post(client, posting) : await update(client, posting, posting.target);
    return { type: "sent", ts, channel };
  } catch (error) {
    return judge(error);
  }
}

function post(client: WebClient, { id, channel, thread, message }: Posting) {
  return client.chat.postMessage({
    ...message,
    channel,
    ...(thread !== undefined && { thread_ts: thread }),
    metadata: { event_type: METADATA_TYPE, event_payload: { outbox_id: id } },
    unfurl_links: false,
    unfurl_media: false,
    parse: "none",
    link_names: false,
  });
}

function update(client: WebClient, { channel, message }: Posting, ts: string) {
  return client.chat.update({ ...message, channel, ts, parse: "none", link_names: false });
}

function judge(error: unknown): Verdict {
  if (error instanceof WebAPIRateLimitedError) return { type: "limited", seconds: error.retryAfter };
  if (error instanceof WebAPIPlatformError) return judgeCode(error);
  if (error instanceof WebAPIRequestError && UNREACHED.has(causeCode(error.original))) return { type: "unreached" };
  if (error instanceof WebAPIHTTPError && error.statusCode < 500) {
    return { type: "refused", reason: `Slack answered with HTTP ${error.statusCode}.` };
  }
  return { type: "unknown", error: String(error) };
}

function judgeCode(error: WebAPIPlatformError): Verdict {
  const code = codeOf(error);
  if (code === undefined) return { type: "unknown", error: "unreadable answer" };
  if (INVALID.has(code)) return { type: "invalid", pointers: error.data.response_metadata?.messages ?? [code] };
  if (UNCLEAR.has(code)) return { type: "unknown", error: code };
  if (code === "ratelimited" || code === "rate_limited") return { type: "limited", seconds: 1 };
  const degraded = toDegraded(code);
  if (degraded) return { type: "degraded", code };
  return { type: "refused", reason: REFUSALS[code] ?? `Slack refused the message (${code}).` };
}

/** The reason of a failed request lies in its error, or in what that was caused by. */
function causeCode(error: Error): string {
  const cause = "code" in error ? error : error.cause;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}
