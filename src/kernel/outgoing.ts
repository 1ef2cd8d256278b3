import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "./context.ts";
import { RefusedError, UnavailableError } from "./errors.ts";
import type { Announced } from "./ports/announcements.ts";

const LOOK_MS = 100;
/** Slack mostly takes a message at once; what takes longer is looked into later. */
const WAIT_MS_MAX = 5_000;

const ENDED = new Set(["sent", "failed", "uncertain"]);

export interface Sent {
  state: "sent";
  permalink: string | null;
}

/** What the outbox says of a message: sent, or undefined where it never had it. Throws while it is on its way. */
export function readSent(announced: Announced | undefined): Sent | undefined {
  return announced && readState(announced);
}

/** Waits until Slack has a message, or has refused it; what takes too long throws, and is looked into later. */
export async function untilSent(
  { announcements, signal }: Pick<Context, "announcements" | "signal">,
  key: string,
): Promise<Sent> {
  for (let waitedMs = 0; waitedMs < WAIT_MS_MAX; waitedMs += LOOK_MS) {
    const announced = await announcements.find(key);
    if (announced && ENDED.has(announced.state)) return readState(announced);
    await pause(LOOK_MS, undefined, { signal });
  }
  throw new UnavailableError("The message is on its way.");
}

function readState(announced: Announced): Sent {
  const { state, reason, permalink = null } = announced;
  if (state === "sent") return { state, permalink };
  if (state === "failed") throw new RefusedError(reason ?? "Slack refused the message.");
  if (state === "uncertain") throw new UnavailableError("Slack may have the message, and cannot be asked.");
  throw new UnavailableError("The message is on its way.");
}
