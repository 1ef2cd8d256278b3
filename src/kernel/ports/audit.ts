import type { Invocation, Outcome } from "../invocation.ts";

export interface AuditEntry {
  id: string;
  traceId: string;
  invocation: Invocation;
  outcome: Outcome["status"];
  message: string | null;
  /** What a change of our records came to, so that the same call answers the same again; null for all else. */
  result: unknown;
  ms: number;
  at: Date;
}

/** Remembers every invocation; a second entry with the same id is dropped. */
export interface Audit {
  append(entry: AuditEntry): Promise<void>;
  find(id: string): Promise<Pick<AuditEntry, "outcome" | "message" | "result"> | undefined>;
}
