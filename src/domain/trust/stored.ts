import type { Remark } from "#lib/remark";
import type { Mode } from "./mode.ts";
import type { Risk } from "./risk.ts";
import type { Status } from "./status.ts";
import type { Question } from "./verdict.ts";

/** Why something is proposed, and why it is as risky as it is. */
export interface Grounds {
  /** "signal:…", "person:slack:U1", "rule:stale48h". */
  cause: string;
  /** In words, for the card. */
  because: string;
  reasons: string[];
  /** What the card says will happen. */
  preview: {
    does: string;
    subject: string;
    link: string | null;
    payload: { label: string; text: string; before?: string }[];
  };
  /** What else to know, as it was when it was proposed. */
  remarks?: Remark[];
  /** Who may decide, as Slack ids of people and groups. */
  deciders: string[];
  /** What the policy was asked, so that another policy can be asked the same. */
  question: Question;
}

/** An approval as it is kept. */
export interface Approval {
  id: string;
  number: number;
  status: Status;
  version: number;
  createdAt: Date;
  name: string;
  input: unknown;
  target: string;
  vendor: string;
  snapshot: string;
  project: string | null;
  team: string | null;
  actor: { kind: "person" | "key" | "operator" | "schedule"; id: string };
  requester: string;
  requesterPerson: string | null;
  origin: { surface: "slack" | "http" | "cli" | "schedule" | "rule"; place?: string };
  traceId: string;
  modelVersion: string | null;
  grounds: Grounds;
  isTainted: boolean;
  isDryRun: boolean;
  risk: Risk;
  mode: Mode;
  rule: string;
  needed: number;
  expiresAt: Date;
  payloadHash: string;
  policyHash: string;
  capabilityHash: string;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
  /** The batch that it is a row of: what was agreed to there is agreed to here. */
  parent: string | null;
  /** A security admin agreed in the place of everybody else whose word was needed. */
  brokeGlass: boolean;
  supersededBy: string | null;
  attemptsMade: number;
  notBefore: Date | null;
  endedAt: Date | null;
  result: unknown;
  error: string | null;
}

/** A proposal as it begins; the rest of its life is written by the steps it takes. */
export type NewApproval = Omit<
  Approval,
  "number" | "version" | "attemptsMade" | "notBefore" | "endedAt" | "result" | "error" | "supersededBy" | "brokeGlass"
>;

/** Work that follows from a change, and exists exactly if the change does. */
export interface FollowUp {
  queue: string;
  key: string;
  payload: unknown;
  runAt: Date;
}

/** How one request to a vendor ended. */
export const ENDINGS = ["answered", "refused", "never_sent", "unknown"] as const;
export type Ending = (typeof ENDINGS)[number];

/** One arrow of an approval's life. Everything in it is written in one transaction, or nothing. */
export interface Step {
  to: Status;
  set?: Partial<
    Pick<
      Approval,
      "decidedBy" | "decidedAt" | "reason" | "brokeGlass" | "supersededBy" | "notBefore" | "result" | "error"
    >
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

/** What is written when a proposal begins its life. */
export interface Beginning extends Pick<Step, "audit" | "jobs" | "at"> {
  /** So many of one requester may wait at a time. */
  pendingMax: number;
  /** The proposal whose place it takes whatever it touches; none is made where that is no longer as it was. */
  replaces?: Pick<Approval, "id" | "version"> | undefined;
}

/** What became of a proposal that was to be kept: its id was there already, too many wait, or what it replaces is over. */
export type Kept =
  | { status: "kept"; approval: Approval; superseded: Approval[] }
  | { status: "known" | "full" | "over" };
