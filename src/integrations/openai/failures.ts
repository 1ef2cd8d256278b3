import { APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import type { ChatFailure, ChatReply } from "#domain/model/chat";
import { NeverSentError } from "#lib/errors";
import { readRetryAfter } from "#lib/http-reply";
import { toWriteError } from "#lib/write-error";

export type Failed = Extract<ChatReply, { status: "failed" }>;

const DETAIL_MAX = 300;
/** Where a server asks for a longer rest: a wrong date must not silence the model for a year. */
const WAIT_MAX_MS = 300_000;
/** With these a server says that it does not know what it is asked; others say it of other things, too. */
const UNKNOWN_FORMAT = new Set([400, 404, 422, 501]);
const NAMES_FORMAT = /response_format|json_schema|json_object|json mode|structured|\bschema\b|grammar/i;
/** Asking again would get the same answer. */
const DENIALS = new Set([400, 401, 402, 403, 404, 405, 413, 415, 422]);
const TEMPORARY = new Set([408, 409, 429]);

/** What an error of the SDK means. */
export function explainError(error: unknown, { hasFormat, now }: { hasFormat: boolean; now: Date }): Failed {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_MAX);
  const failure = failureOf(error, hasFormat);
  const lost = mayBill(error, failure, now) ? 1 : 0;
  return { status: "failed", failure, detail, retryAt: retryAtOf(error, now), lost };
}

/** Whether the same request may be answered a moment later. One that took too long is not asked again: it would again. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) return false;
  if (!(error instanceof APIError)) return true;
  const { status } = error;
  return status === undefined || status >= 500 || TEMPORARY.has(status);
}

/** A server that refuses bills nothing, and neither does one that was not reached. Of everything else nobody knows. */
function mayBill(error: unknown, failure: ChatFailure, now: Date): boolean {
  if (failure === "format") return false;
  if (error instanceof APIError && error.status !== undefined) return error.status >= 500;
  return !(toWriteError(error, undefined, now) instanceof NeverSentError);
}

function retryAtOf(error: unknown, now: Date): Date | null {
  const asked = error instanceof APIError && error.headers ? readRetryAfter(error.headers, now) : undefined;
  if (!asked) return null;
  const waitMs = asked.getTime() - now.getTime();
  return waitMs <= WAIT_MAX_MS ? asked : new Date(now.getTime() + WAIT_MAX_MS);
}

function failureOf(error: unknown, hasFormat: boolean): ChatFailure {
  if (error instanceof APIUserAbortError) return "stopped";
  if (error instanceof APIConnectionTimeoutError) return "timeout";
  if (!(error instanceof APIError) || error.status === undefined) return "unreachable";
  const words = `${error.message} ${error.param ?? ""}`;
  if (hasFormat && UNKNOWN_FORMAT.has(error.status) && NAMES_FORMAT.test(words)) return "format";
  return DENIALS.has(error.status) ? "denied" : "unreachable";
}
