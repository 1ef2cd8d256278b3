import type { Resolution, Signal, SignalState, SignalTransition, Snooze } from "#domain/signals";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, inArray, ne, or, type SQL, sql } from "./drizzle.ts";
import { createEvaluationState } from "./evaluation-state.ts";
import { createEvaluation } from "./signal-evaluation.ts";
import type { EvaluationOptions } from "./signal-observation.ts";
import { listSignalsAt } from "./signals-at.ts";
import { endSnooze, listSnoozes, snoozeSubject } from "./snoozes.ts";
import { unpackTexts } from "./unpack.ts";

const LISTED_MAX = 200;
const TRANSITIONS_MAX = 500;

interface Change {
  id: string;
  by: string;
  at: Date;
}

export interface SignalFilter {
  states?: SignalState[] | undefined;
  kinds?: string[] | undefined;
  subjects?: string[] | undefined;
  scopes?: string[] | undefined;
  team?: { key: string; repositories: string[] } | undefined;
  isLiving?: boolean;
  limit?: number;
}

export type SignalOutcome =
  | { status: "changed"; signal: Signal }
  | { status: "unknown" }
  | { status: "refused"; reason: string };

/** The kernel's signals port: what we concluded, and what people made of it. */
export function createSignals(options: EvaluationOptions) {
  const { store } = options;
  return {
    evaluate: createEvaluation(options),
    ...createEvaluationState(options),
    list: (filter: SignalFilter) => listSignals(store, filter),
    listAt: ({ states, ...filter }: SignalFilter, at: Date) =>
      listSignalsAt(store, { at, states, where: matching(store, filter), limit: filter.limit ?? LISTED_MAX }),
    find: (id: string) => findSignal(store, id),
    transitions: (id: string) => listTransitions(store, id),
    acknowledge: (change: Change) => move(store, change, { to: "acknowledged", from: ["open"] }),
    snoozes: (filter: { at: Date; subjects?: string[] | undefined }) => listSnoozes(store, filter),
    snooze: (snooze: Snooze) => store.transaction((tx) => snoozeSubject(tx, snooze)),
    endSnooze: (change: { subject: string; by: string; at: Date }) => store.transaction((tx) => endSnooze(tx, change)),
    resolve: ({ resolution, ...change }: Change & { resolution: Resolution }) =>
      move(store, change, {
        to: "resolved",
        from: ["open", "acknowledged", "snoozed"],
        set: { resolution, resolvedAt: change.at },
        reason: resolution,
      }),
    reopen: (change: Change) => move(store, change, { to: "open", from: ["acknowledged", "resolved"] }),
  };
}

async function listSignals(db: Db, { limit = LISTED_MAX, ...filter }: SignalFilter): Promise<Signal[]> {
  const { signals } = db.tables;
  return db
    .select()
    .from(signals)
    .where(matching(db, filter))
    .orderBy(asc(signals.since), asc(signals.id))
    .limit(limit);
}

function matching(db: Db, filter: SignalFilter): SQL | undefined {
  const { states, kinds, subjects, scopes, team, isLiving } = filter;
  const { signals } = db.tables;
  return and(
    states && inArray(signals.state, states),
    kinds && inArray(signals.kind, kinds),
    subjects && sql`${signals.subject} in ${unpackTexts(db, subjects)}`,
    scopes && inArray(signals.scope, scopes),
    team && or(eq(signals.scope, team.key), sql`${signals.repo} in ${unpackTexts(db, team.repositories)}`),
    isLiving ? or(ne(signals.state, "resolved"), eq(signals.resolution, "dismissed")) : undefined,
  );
}

async function findSignal(db: Db, id: string): Promise<Signal | undefined> {
  const { signals } = db.tables;
  const [signal] = await db.select().from(signals).where(eq(signals.id, id));
  return signal;
}

async function listTransitions(db: Db, id: string): Promise<SignalTransition[]> {
  const { signalTransitions } = db.tables;
  const { signalId, from, to, at, by, reason } = signalTransitions;
  return db
    .select({ signalId, from, to, at, by, reason })
    .from(signalTransitions)
    .where(eq(signalId, id))
    .orderBy(asc(signalTransitions.id))
    .limit(TRANSITIONS_MAX);
}

interface Move {
  to: SignalState;
  from: SignalState[];
  set?: Partial<Signal>;
  reason?: string;
}

/** A person's step. Two people who press at once: the first changes it, the second hears how it stands. */
async function move(store: Store, change: Change, { to, from, set, reason }: Move): Promise<SignalOutcome> {
  return store.transaction(async (tx) => {
    const before = await findSignal(tx, change.id);
    if (!before) return { status: "unknown" };
    if (!from.includes(before.state)) return { status: "refused", reason: `This is ${before.state} already.` };
    const { signals, signalTransitions } = tx.tables;
    const cleared = { snoozedUntil: null, resolvedAt: null, resolution: null, clears: 0 };
    const [signal] = await tx
      .update(signals)
      .set({ ...cleared, ...set, state: to, changedAt: change.at })
      .where(and(eq(signals.id, change.id), eq(signals.state, before.state)))
      .returning();
    if (!signal) return { status: "refused", reason: "Somebody else was quicker." };
    const transition = { signalId: change.id, from: before.state, to, at: change.at, by: change.by };
    await tx.insert(signalTransitions).values({ ...transition, reason: reason ?? null });
    return { status: "changed", signal };
  });
}
