import { randomUUIDv7 } from "node:crypto";
import { MODES } from "#domain/trust/mode";
import { RISKS } from "#domain/trust/risk";
import { STATUSES } from "#domain/trust/status";
import { ENDINGS } from "#domain/trust/stored";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

export function defineApprovals(columns: Columns) {
  return {
    approvals: defineApproval(columns),
    votes: defineVotes(columns),
    attempts: defineAttempts(columns),
    switches: defineSwitches(columns),
  };
}

/** A stored invocation of an effect, from its proposal to what became of it. Changed by compare-and-set on `version`. */
function defineApproval(columns: Columns) {
  const { table, counter, text, integer, instant, uniqueIndex, index } = columns;
  return table(
    "approvals",
    {
      /** Short, for people: "approve 12". */
      number: counter("number").primaryKey(),
      /** Also the key by which the vendor knows the effect. */
      id: text("id").notNull().$defaultFn(randomUUIDv7),
      status: text("status", { enum: STATUSES }).notNull(),
      version: integer("version").notNull().default(1),
      createdAt: instant("created_at").notNull(),
      ...proposal(columns),
      ...judgement(columns),
      ...course(columns),
    },
    (approval) => [
      uniqueIndex("approvals_id").on(approval.id),
      index("approvals_status").on(approval.status, approval.createdAt),
      // One effect at a time on one target.
      uniqueIndex("approvals_performing").on(approval.target).where(sql`status = 'performing'`),
    ],
  );
}

/** What is proposed, by whom. */
function proposal({ text, boolean }: Columns) {
  return {
    name: text("name").notNull(),
    /** JSON as text, because what is hashed must come back as it went in. */
    input: text("input").notNull(),
    target: text("target").notNull(),
    vendor: text("vendor").notNull(),
    /** The version of the target that the approver sees. */
    snapshot: text("snapshot").notNull(),
    project: text("project"),
    team: text("team"),
    /** The actor and where they called from, as JSON; and the person behind it where there is one. */
    actor: text("actor").notNull(),
    requester: text("requester").notNull(),
    requesterPerson: text("requester_person"),
    origin: text("origin").notNull(),
    traceId: text("trace_id").notNull(),
    modelVersion: text("model_version"),
    /** The id of the batch that it is a row of. */
    parent: text("parent"),
    /** The signal or person behind it, and why it is this risky, as JSON. */
    grounds: text("grounds").notNull(),
    isTainted: boolean("is_tainted").notNull(),
    /** Whether it will only be described. */
    isDryRun: boolean("is_dry_run").notNull(),
  };
}

/** What the policy made of it, and the hashes that bind all of this. */
function judgement({ text, integer, instant }: Columns) {
  return {
    risk: text("risk", { enum: RISKS }).notNull(),
    mode: text("mode", { enum: MODES }).notNull(),
    /** The key of the policy that decided the mode. */
    rule: text("rule").notNull(),
    needed: integer("needed").notNull(),
    expiresAt: instant("expires_at").notNull(),
    payloadHash: text("payload_hash").notNull(),
    policyHash: text("policy_hash").notNull(),
    capabilityHash: text("capability_hash").notNull(),
  };
}

/** What became of it. */
function course({ text, integer, boolean, instant }: Columns) {
  return {
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    reason: text("reason"),
    brokeGlass: boolean("broke_glass").notNull().default(false),
    /** The id of the proposal that took its place. */
    supersededBy: text("superseded_by"),
    attemptsMade: integer("attempts_made").notNull().default(0),
    /** Not to be begun, or looked after, before this. */
    notBefore: instant("not_before"),
    endedAt: instant("ended_at"),
    /** What the vendor answered, or what would have been sent, as JSON. */
    result: text("result"),
    error: text("error"),
  };
}

function defineVotes({ table, text, instant, primaryKey }: Columns) {
  return table(
    "approval_votes",
    {
      approval: text("approval").notNull(),
      person: text("person").notNull(),
      by: text("by").notNull(),
      at: instant("at").notNull(),
    },
    (vote) => [primaryKey({ columns: [vote.approval, vote.person] })],
  );
}

/** Written before each request to a vendor: without it, nobody could know after a crash that there was one. */
function defineAttempts({ table, text, integer, instant, primaryKey }: Columns) {
  return table(
    "attempts",
    {
      approval: text("approval").notNull(),
      number: integer("number").notNull(),
      startedAt: instant("started_at").notNull(),
      /** Until then the process that began it may still send. */
      leaseUntil: instant("lease_until").notNull(),
      ending: text("ending", { enum: ENDINGS }),
      detail: text("detail"),
      endedAt: instant("ended_at"),
    },
    (attempt) => [primaryKey({ columns: [attempt.approval, attempt.number] })],
  );
}

/** What is switched, by whom and when, like the pause. */
function defineSwitches({ table, text, boolean, instant }: Columns) {
  return table("switches", {
    name: text("name").primaryKey(),
    isOn: boolean("is_on").notNull(),
    by: text("by").notNull(),
    reason: text("reason"),
    at: instant("at").notNull(),
  });
}
