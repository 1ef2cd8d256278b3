import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";

const BACKOFF_FIRST_MS = 250;
const BACKOFF_MS_MAX = 30_000;
const FIRST_RETRY_MS_MAX = 100;

/** What only a person can mend, and how. */
const REMEDIES: Record<string, string> = {
  not_authed: "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN.",
  invalid_auth: "A token is wrong or was revoked: copy both tokens again from the app's settings.",
  account_inactive: "The app was removed from the workspace: install it again.",
  token_revoked: "The bot token was revoked: install the app again and set the new SLACK_BOT_TOKEN.",
  token_expired: "The token has expired: create a new one in the app's settings.",
  user_removed_from_team: "The account the app acts for has left the workspace: install the app again.",
  team_disabled: "The workspace is disabled: ask its administrators.",
  link_disabled: "Socket Mode is switched off: switch it on in the app's settings.",
  not_allowed_token_type: "SLACK_APP_TOKEN must be an app-level token (xapp-…) with the scope connections:write.",
};

export interface Degraded {
  code: string;
  remedy: string;
}

/** The failure as something a person has to mend; undefined when waiting may help. */
export function toDegraded(failure: unknown): Degraded | undefined {
  const code = codeOf(failure);
  const remedy = code === undefined ? undefined : REMEDIES[code];
  return code !== undefined && remedy !== undefined ? { code, remedy } : undefined;
}

/** Slack's own word for what went wrong, where it said one. An answer that could not be read comes as its raw text. */
export function codeOf(failure: unknown): string | undefined {
  const word = failure instanceof WebAPIPlatformError ? failure.data.error : failure;
  return typeof word === "string" && /^[a-z][a-z0-9_]{1,60}$/.test(word) ? word : undefined;
}

/** How long to wait before the next try: what Slack asks for, or else longer each time, never quite the same. */
export function retryDelayMs(failure: unknown, failures: number): number {
  if (failure instanceof WebAPIRateLimitedError) return failure.retryAfter * 1_000;
  if (failures === 0) return Math.random() * FIRST_RETRY_MS_MAX;
  const backoffMs = Math.min(BACKOFF_FIRST_MS * 2 ** (failures - 1), BACKOFF_MS_MAX);
  return backoffMs * (0.5 + Math.random() / 2);
}
