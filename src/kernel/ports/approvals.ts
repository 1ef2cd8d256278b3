import type { Status } from "#domain/trust/status";
import type { Approval, Beginning, Ending, FollowUp, Kept, NewApproval, Step } from "#domain/trust/stored";

export interface AttemptRow {
  number: number;
  startedAt: Date;
  leaseUntil: Date;
  ending: Ending | null;
}

export interface ApprovalFilter {
  statuses: readonly Status[];
  limit: number;
  requester?: string;
}

/** Proposals and what became of them. */
export interface Approvals {
  /** Keeps a proposal. An open one for the same effect on the same target gives way to it. */
  add(approval: NewApproval, beginning: Beginning): Promise<Kept>;
  find(ref: string | number): Promise<Approval | undefined>;
  /** What runs out first comes first. */
  list(filter: ApprovalFilter): Promise<Approval[]>;
  /** What was proposed since, newest first. */
  listSince(filter: { since: Date; limit: number }): Promise<Approval[]>;
  votes(id: string): Promise<{ person: string; by: string }[]>;
  attempts(id: string): Promise<AttemptRow[]>;
  /** Undefined when somebody else has changed it meanwhile, or another effect is performed on the same target. */
  move(approval: Pick<Approval, "id" | "status" | "version">, step: Step): Promise<Approval | undefined>;
  /** Notes that it was to begin in time and has to wait for its vendor. False when it has changed meanwhile. */
  hold(approval: Pick<Approval, "id" | "version">, wait: { until: Date; why: string; at: Date }): Promise<boolean>;
  /** Adds jobs that are missing, and takes up again those that were given up. */
  follow(jobs: readonly FollowUp[]): Promise<void>;
  /** Has jobs that wait run at the time given now. */
  reschedule(jobs: readonly FollowUp[]): Promise<void>;
}

/** What is switched on or off by a person, like the pause. */
export interface Switches {
  read(name: string): Promise<{ isOn: boolean; by: string; reason: string | null; at: Date } | undefined>;
  write(change: { name: string; isOn: boolean; by: string; reason: string | null; at: Date }): Promise<void>;
}
