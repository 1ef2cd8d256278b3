/** A deployment as it stood at an instant. */
export interface Deployment {
  /** `owner/repo/deployments/7`. */
  subject: string;
  repo: string;
  url: string;
  environment: string;
  ref: string;
  /** The release line; null when nobody said. */
  branch: string | null;
  sha: string;
  creator: string | null;
  status: "success" | "failure" | "pending";
  createdAt: Date;
  /** When it succeeded or failed. */
  finishedAt: Date | null;
}

/** An issue with the label `incident`, as it stood at an instant. */
export interface Incident {
  /** `owner/repo#7`. */
  subject: string;
  repo: string;
  number: number;
  title: string;
  url: string;
  author: string;
  assignees: string[];
  openedAt: Date;
  resolvedAt: Date | null;
  rootCause: string | null;
  fixedIn: string | null;
}

/** How current what we know of a source is. */
export interface Freshness {
  source: string;
  /** The latest event, by the vendor's clock. */
  lastEventAt: Date | null;
  /** When we last heard anything. */
  lastArrivalAt: Date | null;
  lastPollAt: Date | null;
}

const STALE_MS_MIN = 15 * 60_000;

/**
 * Stale after twice the poll interval, at least 15 minutes, without a word. A source that is never polled cannot be
 * judged, because silence may be true: it is never stale.
 */
export function isStale(freshness: Freshness, now: Date, pollIntervalMs: number | null): boolean {
  if (pollIntervalMs === null) return false;
  return now.getTime() - heardAt(freshness).getTime() > Math.max(STALE_MS_MIN, 2 * pollIntervalMs);
}

/** When a source last said anything, or was last read to its end. */
export function heardAt({ lastArrivalAt, lastPollAt }: Freshness): Date {
  return new Date(Math.max(lastArrivalAt?.getTime() ?? 0, lastPollAt?.getTime() ?? 0));
}
