import type { Status } from "#domain/trust/status";
import type { Approval } from "#domain/trust/stored";

export type NewApproval = Omit<
  Approval,
  "number" | "version" | "attemptsMade" | "notBefore" | "endedAt" | "result" | "error" | "supersededBy"
>;

/** Work that follows from a change, and exists exactly if the change does. */
export interface FollowUp {
  queue: string;
  key: string;
  payload: unknown;
  runAt: Date;
}

/** One arrow of an approval's life. Everything in it is written in one transaction, or nothing. */
export interface Step {
  to: Status;
  set?: Partial<
    Pick<Approval, "decidedBy" | "decidedAt" | "reason" | "supersededBy" | "notBefore" | "result" | "error">
  >;
  /** A person who agrees. */
  vote?: { person: string; by: string };
  /** The attempt that begins with this, and until when its process may still send. */
  begin?: { leaseUntil: Date };
  /** How the present attempt ended. */
  end?: { ending: Ending; detail: string | null };
  audit: { verb: string; actor: string; outcome: string; payload: unknown };
  jobs?: FollowUp[];
  at: Date;
}

export type Ending = "answered" | "refused" | "never_sent" | "unknown";

export interface AttemptRow {
  number: number;
  startedAt: Date;
  leaseUntil: Date;
  ending: Ending | null;
}

/** Proposals and what became of them. */
export interface Approvals {
  /** Keeps a proposal. An open one for the same effect on the same target gives way to it. Null: its id is there already. */
  add(approval: NewApproval, step: Pick<Step, "audit" | "jobs" | "at">): Promise<Approval | null>;
  find(ref: string | number): Promise<Approval | undefined>;
  list(filter: { statuses: readonly Status[]; limit: number; requester?: string }): Promise<Approval[]>;
  votes(id: string): Promise<{ person: string; by: string }[]>;
  attempts(id: string): Promise<AttemptRow[]>;
  /** Undefined when somebody else has changed it meanwhile, or another effect is performed on the same target. */
  move(approval: Pick<Approval, "id" | "status" | "version">, step: Step): Promise<Approval | undefined>;
  countPending(requester: string): Promise<number>;
  /** Notes that it was to begin in time and has to wait for its vendor. False when it has changed meanwhile. */
  hold(approval: Pick<Approval, "id" | "version">, wait: { until: Date; why: string }): Promise<boolean>;
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
