import { type Status, TRANSITIONS } from "#domain/trust/status";
import type { Approval } from "#domain/trust/stored";
import { appendAudit, lockHead } from "./audit-chain.ts";
import { type Db, isUniqueViolation, type Store } from "./db.ts";
import { and, asc, count, desc, eq, inArray, sql } from "./drizzle.ts";
import { enqueue, type NewJob, rescheduleJob } from "./jobs.ts";
import type { Tables } from "./schema.ts";

type Row = Tables["approvals"]["$inferSelect"];
type Ending = NonNullable<Tables["attempts"]["$inferSelect"]["ending"]>;
type FollowUp = NewJob & { key: string };

interface Step {
  to: Status;
  set?: Partial<
    Pick<Approval, "decidedBy" | "decidedAt" | "reason" | "supersededBy" | "notBefore" | "result" | "error">
  >;
  vote?: { person: string; by: string };
  begin?: { leaseUntil: Date };
  end?: { ending: Ending; detail: string | null };
  audit: { verb: string; actor: string; outcome: string; payload: unknown };
  jobs?: FollowUp[];
  at: Date;
}

type NewApproval = Omit<
  Approval,
  "number" | "version" | "attemptsMade" | "notBefore" | "endedAt" | "result" | "error" | "supersededBy"
>;

const OVER: readonly Status[] = Object.entries(TRANSITIONS).flatMap(([status, next]) =>
  next.length === 0 ? [status as Status] : [],
);

/** Proposals and what became of them (kernel/ports/approvals.ts). */
export function createApprovals(store: Store) {
  const { approvals, votes, attempts } = store.tables;
  return {
    add: (approval: NewApproval, step: Pick<Step, "audit" | "jobs" | "at">) =>
      store.transaction((tx) => addApproval(tx, approval, step)),
    move: (approval: Pick<Approval, "id" | "status" | "version">, step: Step) => move(store, approval, step),
    async find(ref: string | number): Promise<Approval | undefined> {
      const is = typeof ref === "number" ? eq(approvals.number, ref) : eq(approvals.id, ref);
      const [row] = await store.select().from(approvals).where(is);
      return row && fromRow(row);
    },
    async list({ statuses, limit, requester }: { statuses: readonly Status[]; limit: number; requester?: string }) {
      const rows = await store
        .select()
        .from(approvals)
        .where(
          and(
            inArray(approvals.status, [...statuses]),
            requester === undefined ? undefined : eq(approvals.requester, requester),
          ),
        )
        .orderBy(desc(approvals.createdAt), desc(approvals.number))
        .limit(limit);
      return rows.map(fromRow);
    },
    votes: (id: string) =>
      store.select({ person: votes.person, by: votes.by }).from(votes).where(eq(votes.approval, id)),
    attempts: (id: string) =>
      store.select().from(attempts).where(eq(attempts.approval, id)).orderBy(asc(attempts.number)),
    async hold({ id, version }: Pick<Approval, "id" | "version">, { until, why }: { until: Date; why: string }) {
      const same = and(eq(approvals.id, id), eq(approvals.version, version), eq(approvals.status, "approved"));
      const held = await store.update(approvals).set({ notBefore: until, error: why }).where(same).returning();
      return held.length === 1;
    },
    follow: (jobs: readonly FollowUp[]) =>
      store.transaction(async (tx) => {
        for (const job of jobs) await enqueue(tx, job);
      }),
    reschedule: (jobs: readonly FollowUp[]) =>
      store.transaction(async (tx) => {
        for (const { key, runAt } of jobs) await rescheduleJob(tx, key, runAt);
      }),
    async countPending(requester: string): Promise<number> {
      const mine = and(eq(approvals.requester, requester), eq(approvals.status, "pending"));
      const [row] = await store.select({ pending: count() }).from(approvals).where(mine);
      return row?.pending ?? 0;
    },
  };
}

async function addApproval(tx: Db, approval: NewApproval, step: Pick<Step, "audit" | "jobs" | "at">) {
  const { approvals } = tx.tables;
  // One at a time, so that of several proposals at once each sees the ones before it.
  await lockHead(tx);
  const [row] = await tx.insert(approvals).values(toRow(approval)).onConflictDoNothing().returning();
  if (!row) return null;
  await giveWay(tx, row, step);
  await keep(tx, row, step);
  return fromRow(row);
}

/** The newer proposal of the same effect on the same target is the one that people should decide on. */
async function giveWay(tx: Db, newer: Row, { audit, at }: Pick<Step, "audit" | "at">): Promise<void> {
  const { approvals } = tx.tables;
  const older = await tx
    .update(approvals)
    .set({ status: "superseded", supersededBy: newer.id, endedAt: at, version: sql`${approvals.version} + 1` })
    .where(
      and(
        eq(approvals.name, newer.name),
        eq(approvals.target, newer.target),
        eq(approvals.status, "pending"),
        sql`${approvals.id} <> ${newer.id}`,
      ),
    )
    .returning();
  for (const row of older) {
    const superseded = { verb: "superseded", actor: audit.actor, outcome: "superseded", payload: { by: newer.id } };
    await keep(tx, row, {
      audit: superseded,
      at,
      jobs: [{ queue: "cards", key: `card:${row.id}:${row.version}`, payload: { id: row.id }, runAt: at }],
    });
  }
}

/** What follows from a change: its place in the audit, and its jobs. */
async function keep(
  tx: Db,
  row: Pick<Row, "id" | "traceId">,
  { audit, jobs, at }: Pick<Step, "audit" | "jobs" | "at">,
) {
  await appendAudit(tx, [{ ...audit, subject: row.id, correlationId: row.traceId, at }]);
  for (const job of jobs ?? []) await enqueue(tx, job);
}

async function move(
  store: Store,
  approval: Pick<Approval, "id" | "status" | "version">,
  step: Step,
): Promise<Approval | undefined> {
  assertLegal(approval.status, step);
  try {
    return await store.transaction(async (tx) => {
      if (step.begin && (await isPaused(tx))) return undefined;
      const [row] = await changeRow(tx, approval, step);
      if (!row) return undefined;
      await keepVote(tx, row, step);
      await keepAttempt(tx, row, step);
      await keep(tx, row, step);
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
  const query = tx.select({ isOn: switches.isOn }).from(switches).where(eq(switches.name, "pause"));
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

async function keepVote(tx: Db, { id }: Row, { vote, at }: Step): Promise<void> {
  if (vote) await tx.insert(tx.tables.votes).values({ approval: id, ...vote, at });
}

async function keepAttempt(tx: Db, { id, attemptsMade }: Row, { begin, end, at }: Step): Promise<void> {
  const { attempts } = tx.tables;
  if (begin) await tx.insert(attempts).values({ approval: id, number: attemptsMade, startedAt: at, ...begin });
  if (!end) return;
  const present = and(eq(attempts.approval, id), eq(attempts.number, attemptsMade));
  await tx
    .update(attempts)
    .set({ ...end, endedAt: at })
    .where(present);
}

function toRow({ input, actor, origin, grounds, ...approval }: NewApproval) {
  const texts = { input: JSON.stringify(input), actor: JSON.stringify(actor), origin: JSON.stringify(origin) };
  return { ...approval, ...texts, grounds: JSON.stringify(grounds) };
}

function fromRow({ input, actor, origin, grounds, result, ...row }: Row): Approval {
  return {
    ...row,
    input: JSON.parse(input),
    actor: JSON.parse(actor),
    origin: JSON.parse(origin),
    grounds: JSON.parse(grounds),
    result: result === null ? null : JSON.parse(result),
  };
}
