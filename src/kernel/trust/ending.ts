import { ATTEMPTS_MAX, OUTAGE_MS_MAX } from "#domain/trust/approval";
import { fanOutJob } from "#domain/trust/jobs";
import type { Approval } from "#domain/trust/stored";
import { findEffect } from "../capability.ts";
import { NeverSentError, NotYetError, RefusedError, UserError } from "../errors.ts";
import { isDoubtful } from "./doubt.ts";
import { moveAndTell } from "./move.ts";
import type { TrustParts } from "./parts.ts";

/** So soon the job looks whether it has settled, and then knows when it will have. */
const LOOK_MS = 100;
const BACKOFF_MS_MAX = 5 * 60_000;

/** How one request to a vendor ended. */
export type Ended =
  | { ending: "answered"; result: unknown }
  | { ending: "refused"; message: string; retryAt?: Date | undefined }
  | { ending: "never_sent"; message: string; retryAt?: Date | undefined }
  | { ending: "unknown"; message: string };

export function toEnding(error: unknown): Ended {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RefusedError) return { ending: "refused", message, retryAt: error.retryAt };
  if (error instanceof UserError) return { ending: "refused", message };
  if (error instanceof NeverSentError) return { ending: "never_sent", message };
  return { ending: "unknown", message };
}

/** Writes down how an attempt ended. What is not known stays as it is, and is looked into once it has settled. */
export async function endAttempt(parts: TrustParts, approval: Approval, ended: Ended): Promise<void> {
  if (ended.ending === "answered") return finish(parts, approval, ended.result);
  if (ended.ending === "unknown") {
    parts.log.warn({ approval: approval.id, name: approval.name, why: ended.message }, "effect ended in the unknown");
    throw new NotYetError("Its ending is not known yet.", new Date(parts.now().getTime() + LOOK_MS));
  }
  // Neither proves anything against the effect: the vendor is away, or asks to wait.
  const mayWait = ended.ending === "never_sent" || ended.retryAt !== undefined;
  const isOver = !mayWait || isTooOld(parts, approval);
  if (isOver && (await isDoubtful(parts, approval))) return giveUp(parts, approval, ended.message);
  return mayWait && !isTooOld(parts, approval) ? putBack(parts, approval, ended) : fail(parts, approval, ended);
}

export async function finish(parts: TrustParts, approval: Approval, result: unknown): Promise<void> {
  const isBatch = findEffect(parts.catalogue, approval.name)?.fanOut !== undefined;
  await moveAndTell(parts, approval, {
    to: "done",
    set: { result, error: null },
    ...(isBatch && { jobs: [fanOutJob(approval, parts.now())] }),
    end: { ending: "answered", detail: null },
    audit: { verb: "done", actor: "adjutant", outcome: "done", payload: { result } },
  });
}

/** It is proved that nothing happened: it may be tried again, but not without end. */
export async function tryAgain(parts: TrustParts, approval: Approval): Promise<void> {
  const message = `Nothing of ${approval.attemptsMade} attempts can be found at the vendor.`;
  if (approval.attemptsMade >= ATTEMPTS_MAX) return fail(parts, approval, { ending: "unknown", message });
  return putBack(parts, approval, { ending: "unknown", message: "The attempt came to nothing.", retryAt: parts.now() });
}

/** Nothing is proved, and nothing has to be: the vendor takes it for the same, however often it is told. */
export function repeat(parts: TrustParts, approval: Approval): Promise<void> {
  return putBack(parts, approval, { ending: "unknown", message: "It is told once more.", retryAt: parts.now() });
}

interface Reason {
  ending: "refused" | "never_sent" | "unknown";
  message: string;
  retryAt?: Date | undefined;
}

async function putBack(parts: TrustParts, approval: Approval, { ending, message, retryAt }: Reason): Promise<void> {
  const notBefore = retryAt ?? new Date(parts.now().getTime() + backoffMs(approval.attemptsMade));
  await moveAndTell(parts, approval, {
    to: "approved",
    set: { notBefore, error: message },
    end: { ending, detail: message },
    audit: { verb: "put_back", actor: "adjutant", outcome: "approved", payload: { ending, message } },
  });
  throw new NotYetError(message, notBefore);
}

export async function fail(parts: TrustParts, approval: Approval, { ending, message }: Reason): Promise<void> {
  await moveAndTell(parts, approval, {
    to: "failed",
    set: { error: message },
    end: { ending, detail: message },
    audit: { verb: "failed", actor: "adjutant", outcome: "failed", payload: { ending, message } },
  });
}

/** What cannot be known is shown, and for a person to say. */
export async function giveUp(parts: TrustParts, approval: Approval, why: string): Promise<void> {
  await moveAndTell(parts, approval, {
    to: "uncertain",
    set: { error: why },
    end: { ending: "unknown", detail: why },
    audit: { verb: "uncertain", actor: "adjutant", outcome: "uncertain", payload: { why } },
  });
}

function isTooOld({ now }: TrustParts, { decidedAt }: Approval): boolean {
  return decidedAt !== null && now().getTime() - decidedAt.getTime() > OUTAGE_MS_MAX;
}

/** 2, 4, 8 … seconds up to five minutes. */
function backoffMs(attempts: number): number {
  return Math.min(BACKOFF_MS_MAX, 1_000 * 2 ** attempts);
}
