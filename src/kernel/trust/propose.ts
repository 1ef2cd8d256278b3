import { randomUUIDv7 } from "node:crypto";
import { cardJob, effectJob, expiryJob, reminderJob } from "#domain/trust/jobs";
import { isStricter as isStricterMode } from "#domain/trust/mode";
import { isAtLeast, WAIT_MS } from "#domain/trust/risk";
import { approversOf, isViewer } from "#domain/trust/roles";
import type { Approval, NewApproval } from "#domain/trust/stored";
import { toUuid } from "#lib/hash";
import type { Remark } from "#lib/remark";
import { requirePerson } from "../actor.ts";
import type { Effect, Preview } from "../capability.ts";
import type { Caller } from "../context.ts";
import { ForbiddenError, UserError } from "../errors.ts";
import { bind, hashCapability } from "./binding.ts";
import { type Judgement, judgeEffect } from "./judgement.ts";
import { tellMove } from "./move.ts";
import type { TrustParts } from "./parts.ts";

const PENDING_MAX = 20;
const FULL = `${PENDING_MAX} proposals of yours wait for a decision already. Have some decided first.`;

export interface Proposal {
  call: Caller;
  effect: Effect;
  input: unknown;
  /** Given where the same call may arrive twice. */
  id?: string | undefined;
  /** What made somebody propose it; the person who asked unless given. */
  cause?: { ref: string; words: string };
  /** Whether words of strangers are in the input. */
  isTainted?: boolean;
  /** The proposal that it is made in place of. */
  replaces?: Approval;
  /** The batch that it is a row of, which was agreed to: so this is, as far as it is no riskier. */
  grant?: Approval;
  /** As the row of the batch says. */
  hasOwnTarget?: boolean;
}

/** Keeps an effect as a proposal; what the policy lets happen by itself is kept as approved, and takes the same way. */
export async function propose(parts: TrustParts, proposal: Proposal): Promise<Approval> {
  const { call, effect, input } = proposal;
  const id = toApprovalId(proposal);
  const known = await parts.approvals.find(id);
  if (known) return known;
  if (!proposal.grant) await assertMayPropose(parts, call);
  const preview = await effect.preview(parts.contextOf(call), input);
  const isTainted = proposal.isTainted === true || preview.isTainted === true;
  const verdict = await judgeEffect(parts, { effect, input, preview, isTainted, requester: call.actor.kind });
  if (verdict.mode === "deny") throw new UserError(`“${effect.name}” is not allowed. ${verdict.reasons.join(" ")}`);
  if (proposal.grant) {
    assertSamePlace(proposal.grant, proposal, preview);
    assertWithin(proposal.grant, verdict);
  }

  const remarks = await readRemarks(parts, proposal, verdict);
  const requesterPerson = proposal.grant ? proposal.grant.requesterPerson : await findRequester(parts, call);
  if (call.actor.kind === "key" && requesterPerson === null && isAtLeast(verdict.risk, "high")) {
    throw new UserError("A key stands for nobody, so it cannot propose what is this risky. Propose it in Slack.");
  }
  const approval = await toApproval(
    parts,
    { ...proposal, id, isTainted },
    { preview, remarks, verdict, mode: verdict.mode, requesterPerson },
  );
  // Whoever was told that it took too long must not find it proposed after all.
  call.signal?.throwIfAborted();
  return keep(parts, approval, proposal);
}

/**
 * Who agreed to a batch agreed to where it goes: a row of it has the version of its batch, which names the place, unless it
 * has a target of its own there, which the batch has named.
 */
function assertSamePlace(grant: Approval, { effect, hasOwnTarget }: Proposal, preview: Preview): void {
  const { vendor = effect.vendor, project = null, team = null, version } = preview;
  const isSame = vendor === grant.vendor && project === grant.project && team === grant.team;
  if (isSame && (hasOwnTarget || version === grant.snapshot)) return;
  throw new UserError(`It would go to ${preview.subject} now, which is not where it was agreed to go.`);
}

/** Who agreed to a batch agreed to nothing riskier in it than they were shown. */
function assertWithin(grant: Approval, { risk, needed, mode }: Judgement): void {
  const isStricter = needed > grant.needed || !isAtLeast(grant.risk, risk) || isStricterMode(mode, grant.mode);
  if (isStricter) throw new UserError("The policy asks for more than was agreed to.");
}

/** Where nobody decides any more, nobody reads them. */
async function readRemarks(
  parts: TrustParts,
  { call, effect, input, grant }: Proposal,
  { mode }: Judgement,
): Promise<Remark[]> {
  if (grant || mode === "auto") return [];
  return (await effect.remarks?.(parts.contextOf(call), input)) ?? [];
}

async function keep(parts: TrustParts, approval: NewApproval, { call, replaces }: Proposal): Promise<Approval> {
  const kept = await parts.approvals.add(approval, {
    audit: { verb: "proposed", actor: call.actor.id, outcome: approval.status, payload: describe(approval) },
    jobs: jobsOf(approval),
    at: approval.createdAt,
    ...{ pendingMax: PENDING_MAX, replaces },
  });
  if (kept.status === "full") throw new UserError(FULL, { code: "limit" });
  if (kept.status === "over") throw new UserError("Somebody has decided on it, or changed it, meanwhile.");
  parts.wake();
  if (kept.status !== "kept") return requireKnown(parts, approval.id);
  for (const older of kept.superseded) tellMove(parts, older, "pending");
  return kept.approval;
}

async function requireKnown({ approvals }: TrustParts, id: string): Promise<Approval> {
  const known = await approvals.find(id);
  if (!known) throw new Error(`The proposal ${id} is neither new nor there.`);
  return known;
}

/** The same proposal, however often it arrives, has the same id; another one never does. */
function toApprovalId({ id, call }: Proposal): string {
  const cause = id ?? (call.id && `${call.id}:effect`);
  return cause === undefined ? randomUUIDv7() : toUuid(cause);
}

/** Guests and those who may only read propose nothing; nor do they change what others proposed. */
export async function assertMayPropose(parts: TrustParts, { actor }: Pick<Caller, "actor">): Promise<void> {
  if (actor.kind !== "person") return;
  const voter = await parts.membership.voterOf(actor);
  const { roles } = parts.policy.current();
  if (!voter || voter.isGuest || isViewer(roles, voter))
    throw new ForbiddenError("You may look at things here, but not propose any.");
}

/** Who must not agree to it alone: the person, or whoever sits at the machine. */
async function findRequester(parts: TrustParts, call: Proposal["call"]): Promise<string | null> {
  if (call.actor.kind === "operator") return call.actor.id;
  if (call.actor.kind === "key") return (await parts.membership.voterOf(call.actor))?.person ?? null;
  return call.actor.kind === "person" ? (await requirePerson(parts.contextOf(call))).id : null;
}

interface Seen {
  preview: Preview;
  remarks: Remark[];
  verdict: Judgement;
  mode: Exclude<Judgement["mode"], "deny">;
  requesterPerson: string | null;
}

async function toApproval(
  parts: TrustParts,
  { call, effect, input, cause, id, isTainted, grant }: Proposal & { id: string; isTainted: boolean },
  { preview, remarks, verdict, mode, requesterPerson }: Seen,
): Promise<NewApproval> {
  const createdAt = parts.now();
  const decidedBy = deciderOf(grant, { mode, rule: verdict.rule });
  const { risk, needed, rule, reasons, question } = verdict;
  const [project, team] = [preview.project ?? null, preview.team ?? null];
  const vendor = preview.vendor ?? effect.vendor;
  const open = {
    ...{ id, createdAt, project, team, isTainted, risk, needed, rule, mode },
    name: effect.name,
    input,
    target: effect.target(input),
    vendor,
    snapshot: preview.version,
    ...{ actor: call.actor, requester: call.actor.id, requesterPerson, origin: call.origin },
    ...{ traceId: call.traceId, modelVersion: null, parent: grant?.id ?? null },
    isDryRun: parts.isDryRun(vendor),
    expiresAt: new Date(createdAt.getTime() + WAIT_MS[risk]),
    policyHash: parts.policy.current().hash,
    capabilityHash: hashCapability(effect),
    grounds: {
      cause: cause?.ref ?? `person:${call.actor.id}`,
      because: cause?.words ?? "Somebody asked for it.",
      reasons,
      preview: toShown(preview),
      remarks,
      deciders: approversOf(parts.policy.current().roles, { name: effect.name, project, team }),
      question,
    },
  };
  return {
    ...open,
    payloadHash: bind(open),
    status: decidedBy === null ? "pending" : "approved",
    ...{ decidedBy, decidedAt: decidedBy === null ? null : createdAt, reason: null },
  };
}

/** Who agreed to a batch agreed to its rows; the policy agrees to what is automatic; to all else nobody has yet. */
function deciderOf(grant: Approval | undefined, { mode, rule }: Pick<Judgement, "mode" | "rule">): string | null {
  if (grant) return `approval:${grant.number}`;
  return mode === "auto" ? `policy:${rule}` : null;
}

function toShown({ does, subject, link, payload }: Preview) {
  return { does, subject, link, payload };
}

function jobsOf(approval: NewApproval) {
  if (approval.status === "approved") return [effectJob(approval, approval.createdAt)];
  return [cardJob({ ...approval, version: 1 }, approval.createdAt), expiryJob(approval), reminderJob(approval)];
}

/** What the audit keeps of a proposal. */
function describe({ name, target, input, risk, mode, rule, payloadHash, policyHash, isTainted, grounds }: NewApproval) {
  const { cause, because } = grounds;
  return { name, target, input, risk, mode, rule, payloadHash, policyHash, isTainted, cause, because };
}
