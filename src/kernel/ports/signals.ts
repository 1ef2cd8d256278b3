import type { Resolution, Signal, SignalState, SignalTransition } from "#domain/signals";

export interface EvaluationReport {
  opened: number;
  resolved: number;
  changed: number;
  /** Sources too old to conclude anything from; nothing of theirs was opened or resolved. */
  frozen: string[];
}

export interface SignalFilter {
  states?: SignalState[];
  kinds?: string[];
  subjects?: string[];
  scopes?: string[];
  limit?: number;
}

export interface SignalChange {
  id: string;
  /** The actor's id. */
  by: string;
  at: Date;
}

export type SignalOutcome =
  | { status: "changed"; signal: Signal }
  | { status: "unknown" }
  | { status: "refused"; reason: string };

/** What we concluded, and what became of it. */
export interface Signals {
  /** Evaluates every rule, or the rules of single subjects after something happened to them. Unchanged: writes nothing. */
  evaluate(now: Date, subjects?: string[]): Promise<EvaluationReport>;
  /** The oldest condition first; 200 at most unless told otherwise. */
  list(filter: SignalFilter): Promise<Signal[]>;
  find(id: string): Promise<Signal | undefined>;
  transitions(id: string): Promise<SignalTransition[]>;
  acknowledge(change: SignalChange): Promise<SignalOutcome>;
  snooze(change: SignalChange & { until: Date }): Promise<SignalOutcome>;
  resolve(change: SignalChange & { resolution: Resolution }): Promise<SignalOutcome>;
  reopen(change: SignalChange): Promise<SignalOutcome>;
}
