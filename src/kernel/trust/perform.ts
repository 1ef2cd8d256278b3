import { OUTAGE_MS_MAX, START_MS_MAX } from "#domain/trust/approval";
import { isStricter as isStricterMode } from "#domain/trust/mode";
import { isAtLeast } from "#domain/trust/risk";
import type { Status } from "#domain/trust/status";
import type { Approval, Step } from "#domain/trust/stored";
import { type Effect, findEffect, type Preview } from "../capability.ts";
import { withinTime } from "../deadline.ts";
import { NotYetError, outageIn, UserError } from "../errors.ts";
import { bind, hashCapability } from "./binding.ts";
import { isDoubtful } from "./doubt.ts";
import { type Ended, endAttempt, toEnding } from "./ending.ts";
import { guardWrites } from "./guard-writes.ts";
import { judgeEffect } from "./judgement.ts";
import { moveAndTell } from "./move.ts";
import type { TrustParts } from "./parts.ts";
import { isPaused } from "./pause.ts";
import { settle } from "./settle.ts";
import { findRevoked } from "./voters.ts";

const BUSY_MS = 2_000;
const AWAY_MS = 15_000;
const PAUSED_MS = 60_000;

/**
 * Brings an approved effect one step further: begins it, or finds out what became of the attempt before. Bears repetition;
 * throws NotYetError with the time when it is to be called again.
 */
export async function performApproved(parts: TrustParts, id: string): Promise<void> {
  const approval = await parts.approvals.find(id);
  if (approval?.status === "performing") return settle(parts, approval);
  if (approval?.status !== "approved") return;
  if (approval.notBefore && approval.notBefore > parts.now()) throw later("Its time has not come.", approval.notBefore);

  const effect = findEffect(parts.catalogue, approval.name);
  const objection = (await findObjection(parts, approval, effect)) ?? (await waitOrRefuse(parts, approval, effect));
  if (objection) return end(parts, approval, (await isDoubtful(parts, approval)) ? toDoubt(objection) : objection);
  await begin(parts, effect as Effect, approval);
}

/** Nothing is begun during a pause, and nothing told again that was told too long ago. */
async function waitOrRefuse(
  parts: TrustParts,
  approval: Approval,
  effect: Effect | undefined,
): Promise<Objection | undefined> {
  await assertNotPaused(parts);
  return effect && (await isDoubtful(parts, approval)) ? refuseRepeating(parts, effect, approval) : undefined;
}

/** It is not told again, and nobody knows whether it was heard before. */
function toDoubt({ to, why }: Objection): Objection {
  return {
    to: "uncertain",
    why: to === "uncertain" ? why : `It may have happened before, and is not told again. ${why}`,
  };
}

/** What is told again within minutes is one thing; after that it might be another. */
async function refuseRepeating(parts: TrustParts, effect: Effect, approval: Approval): Promise<Objection | undefined> {
  const [first] = await parts.approvals.attempts(approval.id);
  const attempt = { key: approval.id, version: approval.snapshot, since: first?.startedAt ?? parts.now() };
  try {
    await effect.reconcile(parts.contextOf(approval), effect.input.parse(approval.input), attempt);
    return undefined;
  } catch (error) {
    const outage = outageIn(error);
    if (!outage) throw error;
    return { to: "uncertain", why: outage.message };
  }
}

interface Objection {
  to: Extract<Status, "expired" | "superseded" | "described" | "uncertain">;
  why: string;
  result?: unknown;
}

/** Why what was approved may not run as it is; read again, because much can have happened since. */
async function findObjection(
  parts: TrustParts,
  approval: Approval,
  effect: Effect | undefined,
): Promise<Objection | undefined> {
  if (!effect) return { to: "superseded", why: `There is no “${approval.name}” any more.` };
  if (isLate(parts, approval)) return { to: "expired", why: "It was not begun within 15 minutes of the decision." };
  const input = effect.input.safeParse(approval.input);
  if (!input.success || hashCapability(effect) !== approval.capabilityHash) {
    return { to: "superseded", why: "Adjutant was changed since: it would no longer do exactly this." };
  }
  if (bind(approval) !== approval.payloadHash) return { to: "superseded", why: "It is not what was agreed to." };
  return (await findChange(parts, approval, { effect, input: input.data })) ?? describeOnly(parts, approval);
}

/** A vendor that is away does not void what was agreed to, for a day: it was begun in time, or was to be. */
function isLate({ now }: TrustParts, { decidedAt, attemptsMade, notBefore }: Approval): boolean {
  const limitMs = attemptsMade > 0 || notBefore ? OUTAGE_MS_MAX : START_MS_MAX;
  return decidedAt !== null && now().getTime() - decidedAt.getTime() > limitMs;
}

async function findChange(
  parts: TrustParts,
  approval: Approval,
  { effect, input }: { effect: Effect; input: unknown },
): Promise<Objection | undefined> {
  const preview = await look(parts, effect, { approval, input });
  if (typeof preview === "string") return { to: "superseded", why: preview };
  if (preview.version !== approval.snapshot) return { to: "superseded", why: describeChange(approval, preview) };
  const { isTainted, actor } = approval;
  const verdict = await judgeEffect(parts, { effect, input, preview, isTainted, requester: actor.kind });
  const isStricter =
    verdict.needed > approval.needed ||
    isStricterMode(verdict.mode, approval.mode) ||
    !isAtLeast(approval.risk, verdict.risk);
  if (isStricter) return { to: "superseded", why: "The policy has become stricter since." };
  const revoked = await findRevoked(parts, approval);
  return revoked === undefined ? undefined : { to: "superseded", why: `${revoked} may no longer decide on it.` };
}

/** What the target is like now, or why it cannot be done any more. An outage is neither, and is waited for. */
async function look(
  parts: TrustParts,
  effect: Effect,
  { approval, input }: { approval: Approval; input: unknown },
): Promise<Preview | string> {
  try {
    return await effect.preview(parts.contextOf(approval), input);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    const outage = outageIn(error);
    if (!outage) throw error;
    const until = outage.retryAt ?? new Date(parts.now().getTime() + AWAY_MS);
    await parts.approvals.hold(approval, { until, why: outage.message, at: parts.now() });
    throw later(outage.message, until);
  }
}

function describeChange({ grounds }: Approval, preview: Preview): string {
  const was = grounds.preview.subject;
  return was === preview.subject
    ? `${was} was changed since. Look at it again and propose it anew.`
    : `It was “${was}” and is now “${preview.subject}”.`;
}

function describeOnly(parts: TrustParts, { isDryRun, vendor, grounds }: Approval): Objection | undefined {
  return isDryRun || parts.isDryRun(vendor)
    ? { to: "described", why: "Dry run: nothing was sent.", result: grounds.preview }
    : undefined;
}

async function assertNotPaused(parts: TrustParts): Promise<void> {
  if (await isPaused(parts)) throw later("Adjutant is paused.", new Date(parts.now().getTime() + PAUSED_MS));
}

async function end(parts: TrustParts, approval: Approval, { to, why, result }: Objection): Promise<void> {
  const step: Omit<Step, "at"> = {
    to,
    set: { error: to === "described" ? null : why, ...(result !== undefined && { result }) },
    audit: { verb: to, actor: "adjutant", outcome: to, payload: { why } },
  };
  await moveAndTell(parts, approval, step);
}

/** Claims it, sends once, and writes down how that ended. */
async function begin(parts: TrustParts, effect: Effect, approval: Approval): Promise<void> {
  const { timing, now } = parts;
  const leaseUntil = new Date(now().getTime() + timing.leaseMs);
  const begun = await moveAndTell(parts, approval, {
    to: "performing",
    begin: { leaseUntil },
    set: { notBefore: null },
    audit: { verb: "begun", actor: "adjutant", outcome: "performing", payload: { attempt: approval.attemptsMade + 1 } },
  });
  // Somebody else has it, or another effect is under way on the same target.
  if (!begun) throw later("It is not free yet.", new Date(now().getTime() + BUSY_MS));
  const isInTime = now().getTime() + timing.sendMs <= leaseUntil.getTime();
  const ended: Ended = isInTime
    ? await send(parts, effect, begun)
    : { ending: "never_sent", message: "It came too late to send it within its lease." };
  await endAttempt(parts, begun, ended);
}

async function send(parts: TrustParts, effect: Effect, approval: Approval): Promise<Ended> {
  const [first] = await parts.approvals.attempts(approval.id);
  const attempt = { key: approval.id, version: approval.snapshot, since: first?.startedAt ?? parts.now() };
  try {
    const result = await withinTime(parts.timing.sendMs, (signal) => {
      const context = { ...parts.contextOf(approval), signal, writes: guardWrites(parts.writes, signal) };
      return effect.run(context, effect.input.parse(approval.input), attempt);
    });
    return { ending: "answered", result };
  } catch (error) {
    return toEnding(error);
  }
}

function later(why: string, retryAt: Date): NotYetError {
  return new NotYetError(why, retryAt);
}
