import type { NewEvent } from "#domain/events";

/** Some of what changed, and up to which change everything has now been given. */
export interface TicketStep {
  events: NewEvent[];
  reached: Date;
}

/** A tracker as a reading follows it, project by project. */
export interface TicketSource {
  vendor: "jira" | "linear";
  /** What changed since, the oldest change first; without a moment what changed lately, and all that is open. */
  issues(project: string, since: Date | undefined, signal: AbortSignal): AsyncGenerator<TicketStep>;
  sprints(project: string, signal: AbortSignal): Promise<NewEvent[]>;
  /** What became of those tickets that are not listed any more. */
  departures(project: string, known: readonly string[], signal: AbortSignal): Promise<NewEvent[]>;
}

/** Vendors index late and date early; what was read once is read again and recognised. */
export const OVERLAP_MS = 15 * 60_000;
/** A first reading goes back so far, and further for what is open. */
export const FIRST_LOOK_BACK_MS = 84 * 86_400_000;
/** No list is followed further than this many pages. */
export const PAGES_MAX = 2_000;
