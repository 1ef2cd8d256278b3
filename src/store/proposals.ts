import { cardJob } from "#domain/trust/jobs";
import type { Beginning, Kept, NewApproval } from "#domain/trust/stored";
import { type ApprovalRow, fromRow, keepStep, toRow } from "./approval-rows.ts";
import { lockHead } from "./audit-chain.ts";
import type { Db } from "./db.ts";
import { and, eq, ne, not, or, sql } from "./drizzle.ts";

/** Keeps a new proposal, and has those whose place it takes give way to it; all of it, or nothing. */
export async function addApproval(tx: Db, approval: NewApproval, beginning: Beginning): Promise<Kept> {
  const { approvals } = tx.tables;
  // One change at a time, so that each of several at once sees the ones before it: nothing that is read here changes
  // before all is written.
  await lockHead(tx);
  const [known] = await tx.select({ id: approvals.id }).from(approvals).where(eq(approvals.id, approval.id));
  if (known) return { status: "known" };
  if (!(await isReplaceable(tx, beginning))) return { status: "over" };
  if (await isFull(tx, approval, beginning)) return { status: "full" };

  const [row] = await tx.insert(approvals).values(toRow(approval)).returning();
  if (!row) throw new Error(`The proposal ${approval.id} was not kept.`);
  const superseded = await giveWay(tx, row, beginning);
  await keepStep(tx, row, beginning);
  return { status: "kept", approval: fromRow(row), superseded: superseded.map(fromRow) };
}

async function isReplaceable(tx: Db, { replaces }: Beginning): Promise<boolean> {
  if (!replaces) return true;
  const { approvals } = tx.tables;
  const { id, status, version } = approvals;
  const same = and(eq(id, replaces.id), eq(status, "pending"), eq(version, replaces.version));
  return (await tx.$count(approvals, same)) === 1;
}

/** What gives way to it does not count: to change a proposal makes no more of them. */
async function isFull(tx: Db, approval: NewApproval, beginning: Beginning): Promise<boolean> {
  if (approval.status !== "pending") return false;
  const { approvals } = tx.tables;
  const mine = and(eq(approvals.requester, approval.requester), eq(approvals.status, "pending"));
  const others = and(mine, not(givesWay(tx, approval, beginning)));
  return (await tx.$count(approvals, others)) >= beginning.pendingMax;
}

/** The newer proposal of the same effect on the same target is the one that people should decide on. */
function givesWay(tx: Db, { name, target }: Pick<NewApproval, "name" | "target">, { replaces }: Beginning) {
  const { approvals } = tx.tables;
  const isSame = and(eq(approvals.name, name), eq(approvals.target, target));
  return or(isSame, replaces && eq(approvals.id, replaces.id)) ?? sql`false`;
}

async function giveWay(tx: Db, newer: ApprovalRow, beginning: Beginning): Promise<ApprovalRow[]> {
  const { approvals } = tx.tables;
  const { audit, at } = beginning;
  const older = and(eq(approvals.status, "pending"), ne(approvals.id, newer.id), givesWay(tx, newer, beginning));
  const rows = await tx
    .update(approvals)
    .set({ status: "superseded", supersededBy: newer.id, endedAt: at, version: sql`${approvals.version} + 1` })
    .where(older)
    .returning();
  for (const row of rows) {
    const superseded = { verb: "superseded", actor: audit.actor, outcome: "superseded", payload: { by: newer.id } };
    await keepStep(tx, row, { audit: superseded, at, jobs: [cardJob(row, at)] });
  }
  return rows;
}
