import type { NewEvent } from "#domain/events";

export interface Recorded {
  status: "recorded" | "duplicate";
  id: number;
}

export interface Ingested {
  inserted: number;
  duplicates: number;
  /** Stored, but not foldable: they wait with their error. */
  poisoned: number;
}

export interface FoldReport {
  folded: number;
  /** Ids of events that could not be folded; the others went on. */
  poisoned: number[];
  /** Subjects whose facts may have changed. */
  subjects: string[];
  /** True when there may be more to fold. */
  hasMore: boolean;
}

export interface PoisonedEvent {
  id: number;
  source: string;
  delivery: string;
  kind: string;
  subject: string | null;
  error: string;
}

/** The inbox of the world. */
export interface Events {
  /** Stores a delivery together with its fold job (queue `fold`), in one commit that concurrent callers share. */
  record(event: NewEvent): Promise<Recorded>;
  /** Stores and folds up to 2,000 events in one transaction: imports and syncs. */
  ingest(events: NewEvent[]): Promise<Ingested>;
  /** Folds the oldest events that are not folded yet, up to 1,000 of them in one transaction. */
  foldPending(now: Date): Promise<FoldReport>;
  poisoned(limit: number): Promise<PoisonedEvent[]>;
  /** Gives poisoned events another try; answers how many. */
  retryPoisoned(): Promise<number>;
  /** How many raw payloads were received before, and are still kept. */
  countPayloads(before: Date): Promise<number>;
  /** Drops raw payloads that were received before, a limited number at a time; call again until it answers 0. */
  purgePayloads(before: Date): Promise<number>;
}
