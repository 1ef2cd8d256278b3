import { appendAudit } from "./audit-chain.ts";
import type { Store } from "./db.ts";

export interface Purged {
  /** Who had it done: "local-operator", or the clock. */
  by: string;
  /** Payloads received before this. */
  before: Date;
  payloads: number;
}

/** What was dropped belongs in the audit, without a word of it. */
export async function notePurge(store: Store, { by, before, payloads }: Purged, at: Date): Promise<void> {
  const payload = { before: before.toISOString(), payloads };
  const about = { verb: "purged", subject: "payloads", actor: by, correlationId: at.toISOString(), outcome: "purged" };
  await store.transaction((tx) => appendAudit(tx, [{ ...about, payload, at }]));
}
