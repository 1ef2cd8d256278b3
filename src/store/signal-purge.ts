import { DAY_MS } from "#lib/time";
import type { Db } from "./db.ts";
import { and, eq, lt, ne, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

/** A year and a month: a report as of the same day last year still finds what stood then. */
const KEPT_MS = 400 * DAY_MS;
const FORGOTTEN_AT_ONCE_MAX = 500;

/**
 * Forgets signals that were resolved long ago, with their transitions. What a person dismissed stays for as long as its
 * condition holds, lest it be opened again.
 */
export async function forgetResolved(tx: Db, now: Date): Promise<void> {
  const { signals, signalTransitions } = tx.tables;
  const isOver = and(eq(signals.state, "resolved"), ne(signals.resolution, "dismissed"));
  const rows = await tx
    .select({ id: signals.id })
    .from(signals)
    .where(and(lt(signals.resolvedAt, new Date(now.getTime() - KEPT_MS)), isOver))
    .limit(FORGOTTEN_AT_ONCE_MAX);
  if (rows.length === 0) return;
  const ids = unpackTexts(
    tx,
    rows.map(({ id }) => id),
  );
  await tx.delete(signalTransitions).where(sql`${signalTransitions.signalId} in ${ids}`);
  await tx.delete(signals).where(sql`${signals.id} in ${ids}`);
}
