import type { Polled } from "./polled.ts";

/** Vendors date things a little late; what was read once is read again and recognised. */
const OVERLAP_MS = 5 * 60_000;
/** Whether GitHub's `since` takes in the instant itself is not said; a second before it does. */
const SECOND_MS = 1_000;

/** How far a list was read. */
export interface Cursor {
  /** Everything before has been given. */
  since: string;
  /** Of a list that begins with the newest: from here on down it has yet to be read… */
  before?: string | undefined;
  /** …and when that reading began, which is as far as it will have come when it is done. */
  top?: string | undefined;
}

/** Some of what changed, in webhook form, and how far everything has now been given. */
export interface SyncStep {
  polled: Polled[];
  cursor: Cursor;
}

export function toStart(since: string): number {
  return Date.parse(since) - OVERLAP_MS;
}

export function toSince(bound: number): string {
  return toIso(Math.max(0, bound - SECOND_MS));
}

/** Without milliseconds, as GitHub writes instants. */
export function toIso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
