import { setTimeout as pause } from "node:timers/promises";
import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { UnavailableError, UserError } from "#lib/errors";

/** So often a limit is waited out; a list of which each page may be refused once would never come to its end otherwise. */
const WAITS_MAX = 5;
const WAIT_SECONDS_MAX = 90;

/** Nobody but a person can mend these. */
const REFUSALS: Record<string, string> = {
  not_in_channel: "Adjutant is not in this channel. Invite it there.",
  channel_not_found: "Slack shows no such channel to Adjutant. Correct its id, or invite Adjutant there.",
  missing_scope: "The app may not read this channel. Grant it channels:history, and groups:history for private ones.",
  is_archived: "This channel is archived.",
  invalid_auth: "Slack refuses the token. Renew SLACK_BOT_TOKEN.",
  token_revoked: "Slack refuses the token. Renew SLACK_BOT_TOKEN.",
  account_inactive: "Slack refuses the token. Renew SLACK_BOT_TOKEN.",
};

/** Asks Slack in the background: a limit is waited out, and an error says what to do. */
export async function patiently<Reply>(ask: () => Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  for (let waits = 0; ; waits++) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw explain(error);
      const { retryAfter } = error;
      if (waits >= WAITS_MAX || retryAfter > WAIT_SECONDS_MAX) throw away(error, retryAfter);
      await pause(retryAfter * 1_000, undefined, { signal });
    }
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof WebAPIPlatformError)) return away(error);
  const words = REFUSALS[error.data.error];
  return words === undefined ? away(error) : new UserError(words, { cause: error });
}

function away(cause: unknown, seconds?: number): UnavailableError {
  const retryAt = seconds === undefined ? undefined : new Date(Date.now() + seconds * 1_000);
  return new UnavailableError("Slack does not answer at the moment.", { cause, retryAt });
}
