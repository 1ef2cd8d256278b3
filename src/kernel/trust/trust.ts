import { PAUSE } from "#domain/trust/approval";
import type { Policy } from "#domain/trust/policy";
import { type PolicyReplay, replayPolicy } from "#domain/trust/replay-policy";
import type { Approval } from "#domain/trust/stored";
import { DAY_MS } from "#lib/time";
import type { Caller } from "../context.ts";
import type { ApprovalFilter, AttemptRow, Switches } from "../ports/approvals.ts";
import { type RowState, readRows } from "./batch-rows.ts";
import { type Answer, type Decision, decideApproval, requireApproval, resolveUncertain } from "./decide.ts";
import { type Change, modify } from "./modify.ts";
import type { TrustParts } from "./parts.ts";
import { pause, resume } from "./pause.ts";
import { awaiting, type Powers, powersOf } from "./powers.ts";
import { type Proposal, propose } from "./propose.ts";
import { findEntitled } from "./voters.ts";

const REPLAYED_MS = 90 * DAY_MS;
const REPLAYED_MAX = 1_000;

/** Proposals as capabilities see them. */
export interface Trust {
  propose(proposal: Proposal): Promise<Approval>;
  decide(call: Caller, decision: Decision): Promise<Approval>;
  /** Makes a new proposal with another input, which takes the place of the first. */
  modify(call: Caller, change: Change): Promise<Approval>;
  resolve(call: Caller, answer: Answer): Promise<Approval>;
  require(ref: string): Promise<Approval>;
  find(id: string): Promise<Approval | undefined>;
  /** How far the rows of a batch are; undefined for what is no batch. */
  rows(approval: Approval): Promise<RowState[] | undefined>;
  /** What runs out first comes first. */
  list(filter: ApprovalFilter): Promise<Approval[]>;
  votes(id: string): Promise<{ person: string; by: string }[]>;
  attempts(id: string): Promise<AttemptRow[]>;
  pause(call: Caller, reason: string | null): Promise<void>;
  resume(call: Caller): Promise<void>;
  paused(): ReturnType<Switches["read"]>;
  powers(call: Caller): Promise<Powers>;
  /** Of some proposals, the ids of those that wait for the word of whoever calls. */
  awaiting(call: Caller, proposals: readonly Approval[]): Promise<Set<string>>;
  /** Of some proposals, the ids of those that whoever calls may decide on, whether or not there is anything to decide. */
  entitled(call: Pick<Caller, "actor">, proposals: readonly Approval[]): Promise<Set<string>>;
  policy(): Policy;
  /** The policy as it is written, and whether it can be changed here. */
  policyText(): { text: string; isOwn: boolean };
  /** What another policy would have made of what was proposed of late. */
  replay(policy: Policy): Promise<PolicyReplay>;
}

export function createTrust(parts: TrustParts): Trust {
  return {
    propose: (proposal) => propose(parts, proposal),
    decide: (call, decision) => decideApproval(parts, call, decision),
    modify: (call, change) => modify(parts, call, change),
    resolve: (call, answer) => resolveUncertain(parts, call, answer),
    require: (ref) => requireApproval(parts, ref),
    find: (id) => parts.approvals.find(id),
    rows: (approval) => readRows(parts, approval),
    list: (filter) => parts.approvals.list(filter),
    votes: (id) => parts.approvals.votes(id),
    attempts: (id) => parts.approvals.attempts(id),
    pause: (call, reason) => pause(parts, call, reason),
    resume: (call) => resume(parts, call),
    paused: () => parts.switches.read(PAUSE),
    powers: (call) => powersOf(parts, call),
    awaiting: (call, proposals) => awaiting(parts, call, proposals),
    entitled: ({ actor }, proposals) => findEntitled(parts, actor, proposals),
    policy: () => parts.policy.current(),
    policyText: () => ({ text: parts.policy.text(), isOwn: parts.policy.isOwn() }),
    async replay(policy) {
      const since = new Date(parts.now().getTime() - REPLAYED_MS);
      return replayPolicy(policy, await parts.approvals.listSince({ since, limit: REPLAYED_MAX }));
    },
  };
}
