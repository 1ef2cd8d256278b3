import { APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { ChatFailure, ChatReply } from "#domain/model/chat";
import { readRetryAfter } from "#lib/http-reply";

export type Failed = Extract<ChatReply, { status: "failed" }>;

const DETAIL_MAX = 300;
/** With these a server says that it does not know what it is asked; others say it of other things, too. */
const UNKNOWN_FORMAT = new Set([400, 404, 422, 501]);
const NAMES_FORMAT = /response_format|json_schema|json_object|json mode|structured|\bschema\b|grammar/i;
/** Asking again would get the same answer. */
const DENIALS = new Set([400, 401, 402, 403, 404, 405, 413, 415, 422]);
const TEMPORARY = new Set([408, 409, 429]);

/** What an error of the SDK means. */
export function explainError(error: unknown, { hasFormat, now }: { hasFormat: boolean; now: Date }): Failed {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_MAX);
  const retryAt = error instanceof APIError && error.headers ? readRetryAfter(error.headers, now) : undefined;
  return { status: "failed", failure: failureOf(error, hasFormat), detail, retryAt: retryAt ?? null };
}

/** Whether the same request may be answered a moment later. One that took too long is not asked again: it would again. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) return false;
  if (!(error instanceof APIError)) return true;
  const { status } = error;
  return status === undefined || status >= 500 || TEMPORARY.has(status);
}

function failureOf(error: unknown, hasFormat: boolean): ChatFailure {
  if (error instanceof APIUserAbortError) return "stopped";
  if (error instanceof APIConnectionTimeoutError) return "timeout";
  if (!(error instanceof APIError) || error.status === undefined) return "unreachable";
  const words = `${error.message} ${error.param ?? ""}`;
  if (hasFormat && UNKNOWN_FORMAT.has(error.status) && NAMES_FORMAT.test(words)) return "format";
  return DENIALS.has(error.status) ? "denied" : "unreachable";
}
