import { DAY_MS, HOUR_MS } from "#lib/time";

/** So many messages that nobody asked for. */
export const NOISE = { personPerDay: 5, channelPerHour: 3 };
/** As far back as a budget looks. */
export const NOISE_WINDOW_MS = DAY_MS;

/** A message that was sent because a rule said so. */
export interface Sent {
  recipient: string;
  invocation: string;
  at: Date;
}

/** Counts what people and channels get: five messages a person in a day, three a channel in an hour. */
export function createNoiseBudget(sent: readonly Sent[], now: Date) {
  const invocations = new Map<string, Set<string>>();
  for (const { recipient, invocation, at } of sent) {
    if (now.getTime() - at.getTime() < windowOf(recipient)) add(invocations, recipient, invocation);
  }
  return {
    /** Takes one message from the recipient's budget; false when it is used up. */
    take(recipient: string, invocation: string): boolean {
      const known = invocations.get(recipient);
      if (known?.has(invocation)) return true;
      if ((known?.size ?? 0) >= limitOf(recipient)) return false;
      add(invocations, recipient, invocation);
      return true;
    },
  };
}

function add(invocations: Map<string, Set<string>>, recipient: string, invocation: string): void {
  const known = invocations.get(recipient) ?? new Set();
  invocations.set(recipient, known.add(invocation));
}

/** Slack names channels with C or G, people with U or W. */
function isChannel(recipient: string): boolean {
  return /^slack:[CG]/.test(recipient);
}

function windowOf(recipient: string): number {
  return isChannel(recipient) ? HOUR_MS : DAY_MS;
}

function limitOf(recipient: string): number {
  return isChannel(recipient) ? NOISE.channelPerHour : NOISE.personPerDay;
}
