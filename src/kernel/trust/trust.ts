import type { Policy } from "#domain/trust/policy";
import type { Status } from "#domain/trust/status";
import type { Approval } from "#domain/trust/stored";
import type { Call } from "../context.ts";
import type { AttemptRow, Switches } from "../ports/approvals.ts";
import { type Decision, decideApproval, requireApproval, resolveUncertain } from "./decide.ts";
import { modify } from "./modify.ts";
import type { TrustParts } from "./parts.ts";
import { pause, resume } from "./pause.ts";
import { awaiting, type Powers, powersOf } from "./powers.ts";
import { type Proposal, propose } from "./propose.ts";

type Caller = Omit<Call, "signal">;

/** Proposals as capabilities see them. */
export interface Trust {
  propose(proposal: Proposal): Promise<Approval>;
  decide(call: Caller, decision: Decision): Promise<Approval>;
  /** Makes a new proposal with another input, which takes the place of the first. */
  modify(call: Caller, change: { ref: string; input: unknown }): Promise<Approval>;
  resolve(call: Caller, answer: { ref: string; happened: boolean }): Promise<Approval>;
  require(ref: string): Promise<Approval>;
  list(filter: { statuses: readonly Status[]; limit: number; requester?: string }): Promise<Approval[]>;
  votes(id: string): Promise<{ person: string; by: string }[]>;
  attempts(id: string): Promise<AttemptRow[]>;
  pause(call: Caller, reason: string | null): Promise<void>;
  resume(call: Caller): Promise<void>;
  paused(): ReturnType<Switches["read"]>;
  powers(call: Caller): Promise<Powers>;
  /** Of some proposals, the ids of those that wait for the word of whoever calls. */
  awaiting(call: Caller, proposals: readonly Approval[]): Promise<Set<string>>;
  policy(): Policy;
}

export function createTrust(parts: TrustParts): Trust {
  return {
    propose: (proposal) => propose(parts, proposal),
    decide: (call, decision) => decideApproval(parts, call, decision),
    modify: (call, change) => modify(parts, call, change),
    resolve: (call, answer) => resolveUncertain(parts, call, answer),
    require: (ref) => requireApproval(parts, ref),
    list: (filter) => parts.approvals.list(filter),
    votes: (id) => parts.approvals.votes(id),
    attempts: (id) => parts.approvals.attempts(id),
    pause: (call, reason) => pause(parts, call, reason),
    resume: (call) => resume(parts, call),
    paused: () => parts.switches.read("pause"),
    powers: (call) => powersOf(parts, call),
    awaiting: (call, proposals) => awaiting(parts, call, proposals),
    policy: () => parts.policy.current(),
  };
}
