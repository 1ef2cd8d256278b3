import { slackIdIn } from "#domain/slack-ids";
import { hashTag } from "#domain/trust/approval";
import { decide, mayAgree, type Ruling, type Voter } from "#domain/trust/decide";
import { effectJob, glassJobs } from "#domain/trust/jobs";
import type { Approval, Step } from "#domain/trust/stored";
import { findEffect } from "../capability.ts";
import type { Caller } from "../context.ts";
import { ForbiddenError, UserError } from "../errors.ts";
import { bind } from "./binding.ts";
import { moveAndTell } from "./move.ts";
import type { TrustParts } from "./parts.ts";
import { requireVoter } from "./voters.ts";

const TRIES_MAX = 5;

export interface Decision {
  /** The id of the approval, or its number. */
  ref: string;
  verdict: "approve" | "decline";
  reason?: string | undefined;
  /** The part of the hash that stood on the button; without it, only what is not risky is decided. */
  tag?: string | undefined;
  /** In an emergency, by a security admin alone; a reason is needed then. */
  breaksGlass?: boolean;
}

/** Lets a person decide. Two at once: one wins, and the other hears who did. */
export async function decideApproval(parts: TrustParts, call: Caller, decision: Decision): Promise<Approval> {
  const voter = await requireVoter(parts, call.actor);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const approval = await requireApproval(parts, decision.ref);
    const votes = await parts.approvals.votes(approval.id);
    const { verdict, tag, breaksGlass = false } = decision;
    assertSame(approval, tag);
    const { roles } = parts.policy.current();
    const ballot = { voter, roles, verdict, isBound: tag !== undefined, breaksGlass, now: parts.now() };
    const authors = await listAuthors(parts, approval);
    const ruling = decide({ ...approval, authors, votes: votes.map(({ person }) => person) }, ballot);
    if (ruling.status === "refused") throw toError(approval, ruling);
    // Whoever was told that it took too long must not have decided after all.
    call.signal?.throwIfAborted();
    const moved = await moveAndTell(
      parts,
      approval,
      toStep({ parts, call, approval, votes }, { decision, voter, ruling }),
    );
    if (moved) return moved;
  }
  throw new UserError("Too many people decide on this at once. Look at it again.");
}

export async function requireApproval({ approvals }: TrustParts, ref: string): Promise<Approval> {
  const approval = await approvals.find(/^\d{1,9}$/.test(ref) ? Number(ref) : ref);
  if (!approval) throw new UserError(`There is no approval ${ref}. “/approvals” lists those that wait.`);
  return approval;
}

/** That what was seen, of which the tag speaks, is what was proposed, and still is. */
export function assertSame(approval: Approval, tag: string | undefined): void {
  if (tag !== undefined && tag !== hashTag(approval.payloadHash)) {
    const text = "This card is outdated: what it shows is not what would be done. Ask for it anew.";
    throw new UserError(text, { code: "outdated" });
  }
  if (bind(approval) !== approval.payloadHash) {
    throw new UserError(`Approval ${approval.number} was altered after it was proposed, so nobody can agree to it.`);
  }
}

/** The Slack ids of those whose own it is. */
async function listAuthors(parts: TrustParts, approval: Approval): Promise<string[]> {
  const effect = findEffect(parts.catalogue, approval.name);
  if (!effect?.authors) return [];
  const authors = await effect.authors(parts.contextOf(approval), effect.input.parse(approval.input));
  return authors.flatMap((actor) => slackIdIn(actor) ?? []);
}

interface Deciding {
  parts: TrustParts;
  call: Caller;
  approval: Approval;
  votes: readonly { person: string }[];
}

interface Accepted {
  decision: Decision;
  voter: Voter;
  ruling: Extract<Ruling, { status: "accepted" }>;
}

function toStep({ parts, call, approval, votes }: Deciding, { decision, voter, ruling }: Accepted): Omit<Step, "at"> {
  const at = parts.now();
  const audit = { actor: call.actor.id, payload: { reason: decision.reason ?? null, surface: call.origin.surface } };
  const decided = { decidedBy: call.actor.id, decidedAt: at, reason: decision.reason ?? null };
  if (decision.verdict === "decline") {
    return { to: "declined", set: decided, audit: { ...audit, verb: "declined", outcome: "declined" } };
  }
  const vote = { person: voter.person, by: call.actor.id };
  // Who breaks the glass may have agreed before.
  const voted = votes.some(({ person }) => person === voter.person) ? {} : { vote };
  if (!ruling.isComplete) return { to: "pending", vote, audit: { ...audit, verb: "agreed", outcome: "pending" } };
  const approved = { to: "approved" as const, ...voted, jobs: [effectJob(approval, at)] };
  if (decision.breaksGlass) {
    return {
      ...approved,
      set: { ...decided, brokeGlass: true },
      jobs: [...approved.jobs, ...glassJobs(approval, at)],
      audit: { ...audit, verb: "broke-glass", outcome: "approved" },
    };
  }
  return { ...approved, set: decided, audit: { ...audit, verb: "approved", outcome: "approved" } };
}

type Refusal = Extract<Ruling, { status: "refused" }>;

/** What lies with the person is another matter than what lies with the proposal, or with how it was decided. */
const PERSONAL: readonly Refusal["code"][] = ["guest", "role", "self", "twice"];

function toError(approval: Approval, refusal: Refusal): UserError {
  const message = explain(approval, refusal);
  return PERSONAL.includes(refusal.code) ? new ForbiddenError(message) : new UserError(message);
}

/** Why not, and who may; or who has decided already. */
function explain(approval: Approval, { code, message }: Refusal): string {
  if (code === "over" && approval.decidedBy) {
    const what = approval.status === "declined" ? "declined" : "approved";
    return `Already ${what} by ${nameOf(approval.decidedBy)}.`;
  }
  if (code !== "role" && code !== "self") return message;
  const deciders = approval.grounds.deciders.map((id) => (id.startsWith("S") ? id : `<@${id}>`));
  return deciders.length > 0
    ? `${message} ${deciders.join(", ")} may.`
    : `${message} Nobody is named yet who may: whoever runs Adjutant can name people under “approvers” in its policy.`;
}

function nameOf(actor: string): string {
  return actor.startsWith("slack:") ? `<@${actor.slice("slack:".length)}>` : actor;
}

/** What somebody says of what nobody could know; `became` is what was made of it, as they know it. */
export interface Answer {
  ref: string;
  happened: boolean;
  became?: string | undefined;
}

/** Says what became of what nobody could know; no other attempt follows from it. */
export async function resolveUncertain(
  parts: TrustParts,
  call: Caller,
  { ref, happened, became }: Answer,
): Promise<Approval> {
  const voter = await requireVoter(parts, call.actor);
  const approval = await requireApproval(parts, ref);
  if (approval.status !== "uncertain") throw new UserError(`Approval ${approval.number} is ${approval.status}.`);
  if (!mayAgree(approval, parts.policy.current().roles, voter)) {
    throw new ForbiddenError("Only those who may decide on it may say what became of it.");
  }
  const result = became === undefined ? undefined : await identify(parts, call, { approval, happened, became });
  const made = result === undefined ? {} : { result };
  const to = happened ? "done" : "failed";
  const moved = await moveAndTell(parts, approval, {
    to,
    set: { error: happened ? null : "It did not happen.", ...made },
    audit: { verb: "resolved", actor: call.actor.id, outcome: to, payload: { happened, ...made } },
  });
  if (!moved) throw new UserError("Somebody has said so already.");
  return moved;
}

/** What was made, as the vendor has it now. */
async function identify(
  parts: TrustParts,
  call: Caller,
  { approval, happened, became }: { approval: Approval; happened: boolean; became: string },
): Promise<unknown> {
  const effect = findEffect(parts.catalogue, approval.name);
  if (!happened) throw new UserError("became: What did not happen became nothing.");
  if (!effect?.identify) throw new UserError("became: Nothing refers to what it became.");
  return effect.identify(parts.contextOf(call), effect.input.parse(approval.input), became);
}

/** Ends what nobody decided upon in time. */
export async function expire(parts: TrustParts, id: string): Promise<void> {
  const approval = await parts.approvals.find(id);
  if (approval?.status !== "pending" || approval.expiresAt > parts.now()) return;
  await moveAndTell(parts, approval, {
    to: "expired",
    audit: { verb: "expired", actor: "adjutant", outcome: "expired", payload: {} },
  });
}
