import { SlackError } from "./model.ts";

const TRIGGER_MS = 3_000;
const RESPONSE_MS = 30 * 60_000;
const RESPONSE_USES = 5;
const KEPT = 20_000;
/** Slack's own ids have as many digits, and grow. */
const FIRST_TRIGGER = 8_000_000_000_000;

export interface ResponseGrant {
  user: string;
  channel: string;
  /** The message whose button was clicked; null after a command. */
  messageTs: string | null;
}

export interface Grants {
  trigger(user: string): string;
  /** The person a trigger is from; each works once and not for long. Throws SlackError. */
  spendTrigger(id: string): string;
  /** An id for `/response/<id>`. */
  response(grant: ResponseGrant): string;
  /** Undefined when it is unknown, used up or too old. */
  spendResponse(id: string): ResponseGrant | undefined;
}

/** What Slack lets an app do for a short while after a person did something. */
export function createGrants(now: () => Date): Grants {
  const triggers = new Map<string, { user: string; expiresAt: number; isUsed: boolean }>();
  const responses = new Map<string, ResponseGrant & { expiresAt: number; usesLeft: number }>();
  let count = 0;

  function keep<T>(map: Map<string, T>, id: string, value: T): string {
    map.set(id, value);
    if (map.size > KEPT) map.delete(map.keys().next().value ?? "");
    return id;
  }

  return {
    trigger(user) {
      const expiresAt = now().getTime() + TRIGGER_MS;
      return keep(triggers, `${FIRST_TRIGGER + ++count}.${expiresAt}.trigger`, { user, expiresAt, isUsed: false });
    },
    spendTrigger(id) {
      const trigger = triggers.get(id);
      if (!trigger) throw new SlackError("invalid_trigger_id");
      if (trigger.isUsed) throw new SlackError("exchanged_trigger_id");
      if (now().getTime() > trigger.expiresAt) throw new SlackError("expired_trigger_id");
      trigger.isUsed = true;
      return trigger.user;
    },
    response(grant) {
      const expiresAt = now().getTime() + RESPONSE_MS;
      return keep(responses, `R${++count}`, { ...grant, expiresAt, usesLeft: RESPONSE_USES });
    },
    spendResponse(id) {
      const grant = responses.get(id);
      if (!grant || grant.usesLeft === 0 || now().getTime() > grant.expiresAt) return undefined;
      grant.usesLeft--;
      return grant;
    },
  };
}
