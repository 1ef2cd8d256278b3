import type { Approval } from "#domain/trust/stored";
import { type Effect, findEffect } from "../capability.ts";
import { NotYetError, outageIn, RefusedError, UserError } from "../errors.ts";
import type { AttemptRow } from "../ports/approvals.ts";
import { fail, finish, giveUp, repeat, tryAgain } from "./ending.ts";
import type { TrustParts } from "./parts.ts";

const LOOK_AGAIN_MS_MAX = 60_000;

/**
 * Finds out what became of an attempt whose ending nobody saw. Not before it has settled: a vendor that applies late would
 * show nothing yet, and the second attempt would double the first.
 */
export async function settle(parts: TrustParts, approval: Approval): Promise<void> {
  const attempts = await parts.approvals.attempts(approval.id);
  const [first, last] = [attempts.at(0), attempts.at(-1)];
  const effect = findEffect(parts.catalogue, approval.name);
  if (!first || !last || !effect) return giveUp(parts, approval, "It cannot be looked up any more.");

  const settledAt = settleTime(parts, effect, last);
  if (parts.now() < settledAt) throw new NotYetError("It has not settled yet.", settledAt);
  const found = await look(parts, effect, { approval, since: first.startedAt });
  if (found.status === "done") return finish(parts, approval, found.result);
  if (found.status === "absent") return effect.isRepeatable ? repeat(parts, approval) : tryAgain(parts, approval);
  if (found.status === "refused") return fail(parts, approval, { ending: "refused", message: found.message });
  const unknownMs = parts.now().getTime() - last.startedAt.getTime();
  if (unknownMs > parts.timing.uncertainMs) return giveUp(parts, approval, found.message);
  const waitMs = Math.min(LOOK_AGAIN_MS_MAX, Math.max(1_000, unknownMs / 4));
  throw new NotYetError(found.message, new Date(parts.now().getTime() + waitMs));
}

/** Where nobody wrote down how it ended, its process may have sent until its lease ran out. */
function settleTime({ timing }: TrustParts, { settleMs }: Effect, { startedAt, leaseUntil, ending }: AttemptRow): Date {
  const sentBy = ending === null ? leaseUntil.getTime() : startedAt.getTime() + timing.sendMs;
  return new Date(sentBy + Math.min(settleMs, timing.settleMsMax));
}

type Found =
  | { status: "done"; result: unknown }
  | { status: "absent" }
  | { status: "refused" | "unknown"; message: string };

async function look(
  parts: TrustParts,
  effect: Effect,
  { approval, since }: { approval: Approval; since: Date },
): Promise<Found> {
  try {
    const attempt = { key: approval.id, version: approval.snapshot, since };
    const result = await effect.reconcile(parts.contextOf(approval), effect.input.parse(approval.input), attempt);
    return result === undefined ? { status: "absent" } : { status: "done", result };
  } catch (error) {
    if (error instanceof RefusedError) return { status: "refused", message: error.message };
    return { status: "unknown", message: explain(parts, approval, error) };
  }
}

/** That we may not look, or find nothing to look at, proves nothing about what was sent. */
function explain({ log }: TrustParts, { id }: Approval, error: unknown): string {
  const expected = error instanceof UserError ? error : outageIn(error);
  if (!expected) log.error({ error, approval: id }, "effect not reconciled");
  return expected?.message ?? "It could not be looked up.";
}
