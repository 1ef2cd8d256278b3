/** How the last reading of a source ended. Only after a complete one it is known what is gone. */
export const OUTCOMES = ["running", "complete", "partial", "failed"] as const;
export type SourceOutcome = (typeof OUTCOMES)[number];

/** What was not taken in, and why. */
export interface Skipped {
  uri: string;
  reason: string;
}

const CONNECTED_KINDS = ["github", "confluence", "notion", "drive", "slack", "prds", "work"] as const;
export const SOURCE_KINDS = ["folder", "api", "answers", ...CONNECTED_KINDS] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export interface SourceIdentity {
  /** "folder:/srv/docs", "api:key:ci". */
  key: string;
  kind: SourceKind;
  location: string;
  audience: string;
}

export interface SourceState extends SourceIdentity {
  startedAt: Date;
  endedAt: Date | null;
  outcome: SourceOutcome;
  error: string | null;
  removed: number;
  heldBack: number;
  skipped: number;
  skippedFirst: Skipped[];
  nextRunAt: Date | null;
  /** Of the reading that is under way, or was the last: how many documents of how many were looked at. */
  done: number;
  total: number | null;
  /** How many readings in a row have failed. */
  failures: number;
  documents: number;
  chunks: number;
  truncated: number;
}

const GONE_SHARE_MAX = 0.2;
const GONE_MAX = 10;

/** Whether so many documents are gone from a source that it is rather the reading of it that went wrong. */
export function isTooMuchGone(gone: number, known: number): boolean {
  return gone > GONE_MAX && gone > known * GONE_SHARE_MAX;
}

/** What became of documents that were handed in. */
export interface PutReport {
  documents: number;
  /** As they were before. */
  unchanged: number;
  /** Passages of those that were new or changed. */
  chunks: number;
  truncated: number;
}

/** How a reading of a source ended. */
export interface RunEnd {
  /** Whether all of it was seen: only then it is known what is gone. */
  isComplete: boolean;
  /** Remove what is gone however much it is, because a person said so. */
  isForced?: boolean;
  error?: string;
  /** Only what is new was looked for, and the rest is as it was. */
  isAddition?: boolean;
  /** Where the reading has found out who may read it. */
  audience?: string;
  skipped: readonly Skipped[];
  nextRunAt?: Date | null;
}

export interface RunReport {
  removed: number;
  /** Gone, and kept until a person says that it may go. */
  heldBack: number;
}
