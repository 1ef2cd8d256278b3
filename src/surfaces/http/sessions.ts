import { randomBytes } from "node:crypto";
import type { Actor } from "#kernel/invocation";
import { HOUR_MS } from "#lib/time";

const SESSION_MS = 12 * HOUR_MS;
const SESSIONS_MAX = 500;
const COOKIE = "adjutant_session";

/** Who has shown their key in a browser. They end with the process, and so with any key that is taken away. */
export interface Sessions {
  begin(actor: Actor): string;
  find(cookies: string | undefined): Actor | undefined;
  end(cookies: string | undefined): void;
}

export function createSessions(now: () => number = Date.now): Sessions {
  const sessions = new Map<string, { actor: Actor; until: number }>();
  return {
    begin(actor) {
      const id = randomBytes(32).toString("base64url");
      sessions.set(id, { actor, until: now() + SESSION_MS });
      const [oldest] = sessions.keys();
      if (sessions.size > SESSIONS_MAX && oldest !== undefined) sessions.delete(oldest);
      return id;
    },
    find(cookies) {
      const session = sessions.get(readId(cookies));
      return session && session.until > now() ? session.actor : undefined;
    },
    end: (cookies) => void sessions.delete(readId(cookies)),
  };
}

/** No script reads it, and no other site sends it. */
export function toCookie(id: string, isSecure: boolean): string {
  const ageSeconds = id === "" ? 0 : SESSION_MS / 1_000;
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${ageSeconds}${isSecure ? "; Secure" : ""}`;
}

function readId(cookies = ""): string {
  const [, id = ""] = new RegExp(`(?:^|; )${COOKIE}=([\\w-]{1,100})(?:;|$)`).exec(cookies) ?? [];
  return id;
}
