import type { IncomingMessage } from "node:http";
import type { Service } from "./answer.ts";
import { type Answer, problem } from "./replies.ts";

export const GITHUB_TOKEN = "ghp_sandboxtoken";

export function refusal({ faults, now }: Service, request: IncomingMessage, { pathname }: URL): Answer | undefined {
  const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) return problem(401, "Requires authentication");
  if (token !== GITHUB_TOKEN || faults.take("token_expired", pathname)) return problem(401, "Bad credentials");
  const secondary = faults.take("secondary_limit", pathname);
  if (secondary) {
    const words = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return { ...problem(403, words), headers: { "retry-after": String(secondary.retryAfter) } };
  }
  const primary = faults.take("primary_limit", pathname);
  if (primary) {
    const at = Math.ceil(now().getTime() / 1_000) + primary.resetSeconds;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at) };
    return { ...problem(403, "API rate limit exceeded"), headers };
  }
  const status = faults.take("status", pathname);
  if (!status) return undefined;
  const headers: Record<string, string> =
    status.retryAfter === undefined ? {} : { "retry-after": String(status.retryAfter) };
  return { ...problem(status.status, "This is a fault of the sandbox"), headers };
}
