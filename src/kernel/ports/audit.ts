import type { Invocation, Outcome } from "../invocation.ts";

export interface AuditEntry {
  id: string;
  traceId: string;
  invocation: Invocation;
  outcome: Outcome["status"];
  message: string | null;
  ms: number;
  at: Date;
}

/** Remembers every invocation; a second entry with the same id is dropped. */
export interface Audit {
  append(entry: AuditEntry): Promise<void>;
}
