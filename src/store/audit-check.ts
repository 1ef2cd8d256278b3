import { type AuditBody, createVerifier, GENESIS, type Link, type Verification } from "#domain/trust/chain";
import { jcs } from "#lib/hash";
import { appendAudit, readHead } from "./audit-chain.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, desc, eq, gt, lt, lte, ne, sql } from "./drizzle.ts";

const ROWS_PER_READ = 2_000;
/** Of an integer of Postgres, which refuses to compare with more. */
const SEQ_MAX = 2_147_483_647;
/** What the audit says of itself. It explains what is missing, so it is never erased. */
const AUDIT = "audit";

/** Reads the whole chain and says whether any row was altered, removed or moved; changes nothing. */
export async function verifyAudit(db: Db, anchor?: Link): Promise<Verification> {
  // What is appended meanwhile is for the next time.
  const head = await readHead(db);
  const verifier = createVerifier(await findStart(db));
  for await (const { event, body } of readChain(db, head.seq)) verifier.add(event, body);
  const { auditEvents } = db.tables;
  const anchored = anchor && (await db.select().from(auditEvents).where(eq(auditEvents.seq, anchor.seq)));
  return verifier.end({ head, anchor }, () => anchored?.[0]?.hash);
}

/** The chain begins at its checkpoint, once older rows were deleted. */
async function findStart(db: Db): Promise<Link> {
  const { auditCheckpoints } = db.tables;
  const [checkpoint] = await db.select().from(auditCheckpoints).orderBy(desc(auditCheckpoints.firstSeq)).limit(1);
  return checkpoint ? { seq: checkpoint.firstSeq - 1, hash: checkpoint.prev } : GENESIS;
}

/** Every row with its body, oldest first, some at a time. */
export async function* readChain(db: Db, upTo = SEQ_MAX) {
  const { auditEvents, auditBodies } = db.tables;
  for (let last = 0; ; ) {
    const rows = await db
      .select({ event: auditEvents, body: { salt: auditBodies.salt, payload: auditBodies.payload } })
      .from(auditEvents)
      .leftJoin(auditBodies, eq(auditBodies.seq, auditEvents.seq))
      .where(and(gt(auditEvents.seq, last), lte(auditEvents.seq, upTo)))
      .orderBy(asc(auditEvents.seq))
      .limit(ROWS_PER_READ);
    for (const { event, body } of rows) yield { event, body: toBody(body) };
    const newest = rows.at(-1);
    if (!newest || rows.length < ROWS_PER_READ) return;
    last = newest.event.seq;
  }
}

function toBody(body: { salt: string | null; payload: string | null } | null): AuditBody | undefined {
  return body?.salt != null && body.payload !== null ? { salt: body.salt, payload: body.payload } : undefined;
}

/** Deletes what is older, below a checkpoint from which the rest can still be checked; answers how many rows. */
export async function pruneAudit(store: Store, before: Date): Promise<number> {
  return store.transaction(async (tx) => {
    const { auditEvents, auditBodies, auditCheckpoints } = tx.tables;
    const [first] = await tx
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.ts} >= ${before.toISOString()}`)
      .orderBy(asc(auditEvents.seq))
      .limit(1);
    if (!first) return 0;
    const older = lt(auditEvents.seq, first.seq);
    const pruned = await tx.$count(auditEvents, older);
    if (pruned === 0) return 0;
    await tx.insert(auditCheckpoints).values({ firstSeq: first.seq, prev: first.prev, at: new Date() });
    await tx.delete(auditBodies).where(lt(auditBodies.seq, first.seq));
    await tx.delete(auditEvents).where(older);
    await tell(tx, { verb: "pruned", actor: "adjutant", payload: { below: first.seq, rows: pruned } });
    return pruned;
  });
}

/** Forgets what was said about these, and leaves that it was said; answers how many rows have lost their words. */
export async function eraseBodies(
  store: Store,
  subjects: readonly string[],
  { actor, reason }: { actor: string; reason: string },
): Promise<number> {
  return store.transaction(async (tx) => {
    const { auditEvents, auditBodies } = tx.tables;
    const of = and(
      sql`${auditEvents.subject} in ${[...subjects]}`,
      ne(auditEvents.subject, AUDIT),
      sql`${auditBodies.seq} is not null`,
    );
    const rows = await tx
      .select({ seq: auditEvents.seq })
      .from(auditEvents)
      .innerJoin(auditBodies, eq(auditBodies.seq, auditEvents.seq))
      .where(of);
    const seqs = rows.map(({ seq }) => seq);
    if (seqs.length === 0) return 0;
    await tx.delete(auditBodies).where(sql`${auditBodies.seq} in ${seqs}`);
    await tell(tx, { verb: "erased", actor, payload: { seqs, reason } });
    return seqs.length;
  });
}

function tell(tx: Db, fact: { verb: string; actor: string; payload: unknown }): Promise<void> {
  const about = { subject: AUDIT, outcome: "done", correlationId: AUDIT, at: new Date() };
  return appendAudit(tx, [{ ...fact, ...about }]);
}

/** One row of an export: JSON with its keys in order. */
export function toLine(event: object, payload: string | undefined): string {
  return jcs({ ...event, payload: payload === undefined ? null : JSON.parse(payload) });
}
