import { randomBytes, randomUUIDv7 } from "node:crypto";
import { type AuditBody, type AuditEvent, GENESIS, type Link, linkEvent } from "#domain/trust/chain";
import { jcs } from "#lib/hash";
import { redactDeep } from "#lib/redact";
import type { Db } from "./db.ts";
import { eq, sql } from "./drizzle.ts";

const SALT_BYTES = 16;
const HEAD_ID = 1;
/** Rows of a statement: a multi-row insert has a parameter for each value. */
const ROWS_PER_INSERT = 500;

/** What is to be remembered for good. The payload is for `story`; secrets are out of it already. */
export interface AuditFact {
  verb: string;
  subject: string;
  actor: string;
  outcome: string;
  correlationId: string;
  payload: unknown;
  at: Date;
}

/** Adds to the chain, within the transaction that changes what it tells of: no audit, no change. */
export async function appendAudit(tx: Db, facts: readonly AuditFact[]): Promise<void> {
  if (facts.length === 0) return;
  let last = await lockHead(tx);
  const rows: { event: AuditEvent; body: AuditBody }[] = [];
  for (const { payload, at, ...fact } of facts) {
    const body = { salt: randomBytes(SALT_BYTES).toString("hex"), payload: jcs(redactDeep(payload)) };
    const event = linkEvent(last, { ...fact, id: randomUUIDv7(), ts: at.toISOString() }, body);
    rows.push({ event, body });
    last = { seq: event.seq, hash: event.hash };
  }
  await insertAll(tx, rows);
  const { auditHead } = tx.tables;
  await tx.update(auditHead).set(last).where(eq(auditHead.id, HEAD_ID));
}

/** The newest row; until the transaction ends, nobody else appends. */
export async function lockHead(tx: Db): Promise<Link> {
  const { auditHead } = tx.tables;
  await tx
    .insert(auditHead)
    .values({ id: HEAD_ID, ...GENESIS })
    .onConflictDoNothing();
  const query = tx
    .select({ seq: auditHead.seq, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.id, HEAD_ID));
  const [head] = await (tx.dialect === "postgres" ? query.for("update") : query);
  if (!head) throw new Error("The audit has no head.");
  return head;
}

export async function readHead(db: Db): Promise<Link> {
  const { auditHead } = db.tables;
  const [head] = await db.select({ seq: auditHead.seq, hash: auditHead.hash }).from(auditHead);
  return head ?? GENESIS;
}

async function insertAll(tx: Db, rows: { event: AuditEvent; body: AuditBody }[]): Promise<void> {
  const { auditEvents, auditBodies } = tx.tables;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const some = rows.slice(start, start + ROWS_PER_INSERT);
    await tx.insert(auditEvents).values(some.map(({ event }) => event));
    await tx.insert(auditBodies).values(some.map(({ event, body }) => ({ seq: event.seq, ...body })));
  }
}

/** Everything that was done about one subject, in order. */
export async function readStory(db: Db, subjects: readonly string[]) {
  const { auditEvents, auditBodies } = db.tables;
  return db
    .select({ event: auditEvents, payload: auditBodies.payload })
    .from(auditEvents)
    .leftJoin(auditBodies, eq(auditBodies.seq, auditEvents.seq))
    .where(sql`${auditEvents.subject} in ${[...subjects]} or ${auditEvents.correlationId} in ${[...subjects]}`)
    .orderBy(auditEvents.seq);
}
