import type { Resolution, Signal, SignalState, SignalTransition } from "#domain/signals";
import type { Db } from "./db.ts";
import { and, asc, lte, type SQL, sql } from "./drizzle.ts";
import { unpackTexts } from "./unpack.ts";

interface Asked {
  at: Date;
  states: SignalState[] | undefined;
  where: SQL | undefined;
  limit: number;
}

/**
 * The signals as they stood at an instant, by what is noted of their lives. Why one was opened is known; its evidence was
 * that of its time and is not, and of a snooze we no longer know its end.
 */
export async function listSignalsAt(db: Db, { at, states, where, limit }: Asked): Promise<Signal[]> {
  const { signals, signalTransitions } = db.tables;
  const stateThen = sql`(
    select "to_state" from "signal_transitions"
    where "signal_id" = ${signals.id} and ${lte(signalTransitions.at, at)} order by "signal_transitions"."id" desc limit 1)`;
  const rows = await db
    .select()
    .from(signals)
    .where(and(lte(signals.openedAt, at), where, states && sql`${stateThen} in ${unpackTexts(db, states)}`))
    .orderBy(asc(signals.since), asc(signals.id))
    .limit(limit);
  const lives = Map.groupBy(
    await loadTransitions(
      db,
      rows.map(({ id }) => id),
      at,
    ),
    ({ signalId }) => signalId,
  );
  return rows.map((row) => asItStood(row, lives.get(row.id) ?? [], at));
}

async function loadTransitions(db: Db, ids: string[], at: Date): Promise<SignalTransition[]> {
  const { signalTransitions } = db.tables;
  const { signalId, from, to, at: when, by, reason, id } = signalTransitions;
  return db
    .select({ signalId, from, to, at: when, by, reason })
    .from(signalTransitions)
    .where(and(sql`${signalId} in ${unpackTexts(db, ids)}`, lte(when, at)))
    .orderBy(asc(id));
}

function asItStood(signal: Signal, life: readonly SignalTransition[], at: Date): Signal {
  const [first, last] = [life[0], life.at(-1)];
  const isOver = last?.to === "resolved";
  return {
    ...signal,
    state: last?.to ?? "open",
    reason: first?.reason ?? signal.reason,
    evidence: [],
    since: signal.since <= at ? signal.since : signal.openedAt,
    changedAt: last?.at ?? signal.openedAt,
    snoozedUntil: null,
    resolvedAt: isOver ? last.at : null,
    resolution: isOver ? (last.reason as Resolution | null) : null,
    reopened: life.filter(({ from, to, by }) => from === "resolved" && to !== "resolved" && by === "adjutant").length,
  };
}
