import type { Approval, FollowUp, NewApproval, Step } from "#domain/trust/stored";
import { appendAudit } from "./audit-chain.ts";
import type { Db } from "./db.ts";
import { enqueue } from "./jobs.ts";
import type { Tables } from "./schema.ts";

export type ApprovalRow = Tables["approvals"]["$inferSelect"];

export function toRow({ input, actor, origin, grounds, ...approval }: NewApproval) {
  const texts = { input: JSON.stringify(input), actor: JSON.stringify(actor), origin: JSON.stringify(origin) };
  return { ...approval, ...texts, grounds: JSON.stringify(grounds) };
}

export function fromRow({ input, actor, origin, grounds, result, ...row }: ApprovalRow): Approval {
  return {
    ...row,
    input: JSON.parse(input),
    actor: JSON.parse(actor),
    origin: JSON.parse(origin),
    grounds: JSON.parse(grounds),
    result: result === null ? null : JSON.parse(result),
  };
}

/** What follows from a change, in its transaction: its place in the audit, and its jobs. */
export async function keepStep(
  tx: Db,
  row: Pick<ApprovalRow, "id" | "traceId">,
  { audit, jobs, at }: Pick<Step, "audit" | "at"> & { jobs?: readonly FollowUp[] | undefined },
): Promise<void> {
  await appendAudit(tx, [{ ...audit, subject: row.id, correlationId: row.traceId, at }]);
  for (const job of jobs ?? []) await enqueue(tx, job);
}
