import { PAUSE } from "#domain/trust/approval";
import { type Status, TRANSITIONS } from "#domain/trust/status";
import type { Approval, Beginning, FollowUp, NewApproval, Step } from "#domain/trust/stored";
import { type ApprovalRow, fromRow, keepStep } from "./approval-rows.ts";
import { lockHead } from "./audit-chain.ts";
import { type Db, isUniqueViolation, type Store } from "./db.ts";
import { and, asc, desc, eq, gte, inArray, sql } from "./drizzle.ts";
import { enqueue, rescheduleJob } from "./jobs.ts";
import { addApproval } from "./proposals.ts";

interface Filter {
  statuses: readonly Status[];
  limit: number;
  requester?: string;
}

interface Wait {
  until: Date;
  why: string;
  at: Date;
}

const OVER: readonly Status[] = Object.entries(TRANSITIONS).flatMap(([status, next]) =>
  next.length === 0 ? [status as Status] : [],
);

/** Proposals and what became of them (kernel/ports/approvals.ts). */
export function createApprovals(store: Store) {
  const { approvals, votes, attempts } = store.tables;
  return {
    add: (approval: NewApproval, beginning: Beginning) =>
      store.transaction((tx) => addApproval(tx, approval, beginning)),
    move: (approval: Pick<Approval, "id" | "status" | "version">, step: Step) => move(store, approval, step),
    hold: (approval: Pick<Approval, "id" | "version">, wait: Wait) =>
      store.transaction((tx) => hold(tx, approval, wait)),
    list: (filter: Filter) => list(store, filter),
    async listSince({ since, limit }: { since: Date; limit: number }): Promise<Approval[]> {
      const newest = store.select().from(approvals).where(gte(approvals.createdAt, since));
      return (await newest.orderBy(desc(approvals.createdAt), desc(approvals.number)).limit(limit)).map(fromRow);
    },
    async find(ref: string | number): Promise<Approval | undefined> {
      const is = typeof ref === "number" ? eq(approvals.number, ref) : eq(approvals.id, ref);
      const [row] = await store.select().from(approvals).where(is);
      return row && fromRow(row);
    },
    votes: (id: string) =>
      store.select({ person: votes.person, by: votes.by }).from(votes).where(eq(votes.approval, id)),
    attempts: (id: string) =>
      store.select().from(attempts).where(eq(attempts.approval, id)).orderBy(asc(attempts.number)),
    follow: (jobs: readonly FollowUp[]) =>
      store.transaction(async (tx) => {
        for (const job of jobs) await enqueue(tx, job);
      }),
    reschedule: (jobs: readonly FollowUp[]) =>
      store.transaction(async (tx) => {
        for (const { key, runAt } of jobs) await rescheduleJob(tx, key, runAt);
      }),
  };
}

/** What runs out first comes first: where a list is cut, what can wait is missing. */
async function list(db: Db, { statuses, limit, requester }: Filter): Promise<Approval[]> {
  const { approvals } = db.tables;
  const of = requester === undefined ? undefined : eq(approvals.requester, requester);
  const rows = await db
    .select()
    .from(approvals)
    .where(and(inArray(approvals.status, [...statuses]), of))
    .orderBy(asc(approvals.expiresAt), asc(approvals.number))
    .limit(limit);
  return rows.map(fromRow);
}

async function move(
  store: Store,
  approval: Pick<Approval, "id" | "status" | "version">,
  step: Step,
): Promise<Approval | undefined> {
  assertLegal(approval.status, step);
  try {
    return await store.transaction(async (tx) => {
      // All who change proposals take this first, or two could wait for each other.
      await lockHead(tx);
      if (step.begin && (await isPaused(tx))) return undefined;
      const [row] = await changeRow(tx, approval, step);
      if (!row) return undefined;
      await keepVote(tx, row, step);
      await keepAttempt(tx, row, step);
      await keepStep(tx, row, step);
      return fromRow(row);
    });
  } catch (error) {
    // Another effect is being performed on the same target, or the person has voted before.
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/** Read within the claim: a pause that is committed before it holds, and one that comes after finds it begun. */
async function isPaused(tx: Db): Promise<boolean> {
  const { switches } = tx.tables;
  const query = tx.select({ isOn: switches.isOn }).from(switches).where(eq(switches.name, PAUSE));
  const [row] = await (tx.dialect === "postgres" ? query.for("share") : query);
  return row?.isOn ?? false;
}

/** The first of two votes leaves the status as it is. */
function assertLegal(from: Status, { to, vote }: Step): void {
  const isVote = from === to && vote !== undefined;
  if (!isVote && !TRANSITIONS[from].includes(to)) throw new Error(`An approval never goes from ${from} to ${to}.`);
}

function changeRow(tx: Db, { id, status, version }: Pick<Approval, "id" | "status" | "version">, step: Step) {
  const { approvals } = tx.tables;
  const { result, ...set } = step.set ?? {};
  return tx
    .update(approvals)
    .set({
      ...set,
      ...(result !== undefined && { result: JSON.stringify(result) }),
      status: step.to,
      version: sql`${approvals.version} + 1`,
      ...(step.begin && { attemptsMade: sql`${approvals.attemptsMade} + 1` }),
      ...(OVER.includes(step.to) && { endedAt: step.at }),
    })
    .where(and(eq(approvals.id, id), eq(approvals.status, status), eq(approvals.version, version)))
    .returning();
}

async function keepVote(tx: Db, { id }: ApprovalRow, { vote, at }: Step): Promise<void> {
  if (vote) await tx.insert(tx.tables.votes).values({ approval: id, ...vote, at });
}

async function keepAttempt(tx: Db, { id, attemptsMade }: ApprovalRow, { begin, end, at }: Step): Promise<void> {
  const { attempts } = tx.tables;
  if (begin) await tx.insert(attempts).values({ approval: id, number: attemptsMade, startedAt: at, ...begin });
  if (!end) return;
  const present = and(eq(attempts.approval, id), eq(attempts.number, attemptsMade));
  await tx
    .update(attempts)
    .set({ ...end, endedAt: at })
    .where(present);
}

/** A wait that is only prolonged, every few seconds of an outage, is no news to the audit; what it waits for is. */
async function hold(tx: Db, { id, version }: Pick<Approval, "id" | "version">, wait: Wait): Promise<boolean> {
  const { approvals } = tx.tables;
  await lockHead(tx);
  const same = and(eq(approvals.id, id), eq(approvals.version, version), eq(approvals.status, "approved"));
  const [before] = await tx.select({ error: approvals.error }).from(approvals).where(same);
  if (!before) return false;
  const { until, why, at } = wait;
  const [row] = await tx.update(approvals).set({ notBefore: until, error: why }).where(same).returning();
  if (!row || before.error === why) return row !== undefined;
  const audit = { verb: "held", actor: "adjutant", outcome: "approved", payload: { why, until: until.toISOString() } };
  await keepStep(tx, row, { audit, at });
  return true;
}
