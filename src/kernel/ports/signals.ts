import type { Resolution, Signal, SignalState, SignalTransition, Snooze } from "#domain/signals";

export interface EvaluationReport {
  opened: number;
  resolved: number;
  changed: number;
  /** Sources too old to conclude anything from; nothing of theirs was opened or resolved. */
  frozen: string[];
}

/** How far what is listed can be trusted. */
export interface EvaluationState {
  /** When everything was last evaluated; null when it never was, so that an empty list says nothing. */
  evaluatedAt: Date | null;
  /**
   * Sources that have been silent for too long, each with the moment it was last heard. While there are any, nothing is
   * opened and nothing resolved.
   */
  frozen: { source: string; since: Date }[];
}

export interface SignalFilter {
  states?: SignalState[] | undefined;
  kinds?: string[] | undefined;
  subjects?: string[] | undefined;
  scopes?: string[] | undefined;
  /** About the team itself, or something in its repositories. */
  team?: { key: string; repositories: string[] } | undefined;
  /** Those not resolved, and those that people dismissed while their conditions hold. */
  isLiving?: boolean;
  limit?: number;
}

export interface SignalChange {
  id: string;
  /** The actor's id. */
  by: string;
  at: Date;
}

/** What a person says of a subject, whatever was found about it. */
export interface SubjectChange {
  subject: string;
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
  state(now: Date): Promise<EvaluationState>;
  /** Remembers that everything was evaluated. */
  noteEvaluation(at: Date): Promise<void>;
  /** The oldest condition first; 200 at most unless told otherwise. */
  list(filter: SignalFilter): Promise<Signal[]>;
  /** The same as they stood at an instant: their states then, the reason with which they were opened, and no evidence. */
  listAt(filter: SignalFilter, at: Date): Promise<Signal[]>;
  find(id: string): Promise<Signal | undefined>;
  transitions(id: string): Promise<SignalTransition[]>;
  acknowledge(change: SignalChange): Promise<SignalOutcome>;
  /** Those in force, the first to end first. */
  snoozes(filter: { at: Date; subjects?: string[] | undefined }): Promise<Snooze[]>;
  /** Puts aside what there is about a subject and what will be found until then. Answers what was put aside at once. */
  snooze(snooze: Snooze): Promise<Signal[]>;
  /** Takes the snoozes of a subject back: what came into sight again, and how many snoozes there were. */
  endSnooze(change: SubjectChange): Promise<{ woken: Signal[]; ended: number }>;
  resolve(change: SignalChange & { resolution: Resolution }): Promise<SignalOutcome>;
  reopen(change: SignalChange): Promise<SignalOutcome>;
}
