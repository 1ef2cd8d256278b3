import type { SourceDocument } from "./document.ts";
import type { Skipped, SourceIdentity } from "./source.ts";

/** What every reading of a source is given. */
export interface Reading {
  signal: AbortSignal;
  now(): Date;
}

export interface Asked extends Reading {
  /** What the last reading that came to its end left for this one. */
  cursor: unknown;
  /** Whether all of it is to be looked at, whatever the cursor says. */
  isWhole: boolean;
}

export interface Wanted extends Reading {
  /** How many documents are new or changed: what costs a request for each is asked for few of them. */
  changed: number;
}

/** Something a source has, before it is read. */
export interface Listed {
  uri: string;
  /** Another one when it has changed. */
  version: string;
  audience: string;
  /** What it says, or why it is left out; undefined where it is gone by now. */
  read(wanted: Wanted): Promise<SourceDocument | Skipped | undefined>;
}

export interface Listing {
  items: readonly Listed[];
  skipped: readonly Skipped[];
  /** What may not be shown any more. It goes at once, however much it is. */
  withdrawn?: readonly Skipped[];
  /** Whether everything could be looked at: only then it is known what is gone. */
  isComplete: boolean;
  /** Only what is new was looked for, and the rest is as it was. */
  isAddition?: boolean;
  /** Who may read the source, where only it can say. */
  audience?: string;
  /** CODEOWNERS of a repository, for whoever asks who knows; empty where there is none. */
  owners?: { repository: string; text: string };
  cursor?: unknown;
}

/** A source that is read again and again. */
export interface Connector extends SourceIdentity {
  everyMinutes: number;
  /** Throws a UserError where a person has to mend something, and an UnavailableError where waiting helps. */
  list(asked: Asked): Promise<Listing>;
}

/** Of what nobody said who may read it: no member is called so, so it is found by none. */
export const NOBODY = "user:nobody";

const FAILURE_MS = 60_000;
const FAILURE_MS_MAX = 6 * 3_600_000;

/** When a source is read next after so many failures in a row: 1, 2, 4 … minutes later, or when it says so itself. */
export function nextAttempt(now: Date, failures: number, retryAt: Date | undefined): Date {
  const waitMs = Math.min(FAILURE_MS_MAX, FAILURE_MS * 2 ** Math.max(0, failures - 1));
  const own = now.getTime() + waitMs;
  const asked = Math.min(retryAt?.getTime() ?? 0, now.getTime() + FAILURE_MS_MAX);
  return new Date(Math.max(own, asked));
}
