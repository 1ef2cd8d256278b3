import type { Catalogue } from "../capability.ts";
import type { Call, Context, Log } from "../context.ts";
import type { Approvals, Switches } from "../ports/approvals.ts";
import type { Membership } from "../ports/membership.ts";
import type { PolicyEngine, PolicySource } from "../ports/policy.ts";
import type { VendorWrites } from "../ports/vendors.ts";

/** What proposals are made, decided and performed with. */
export interface TrustParts {
  catalogue: Catalogue;
  approvals: Approvals;
  switches: Switches;
  policy: PolicySource;
  engine: PolicyEngine | null;
  membership: Membership;
  writes: VendorWrites;
  /** A context in which effects read. */
  contextOf(call: Pick<Call, "actor" | "origin" | "traceId">): Context;
  /** Whether effects on this vendor are only described. */
  isDryRun(vendor: string): boolean;
  timing: TrustTiming;
  onMove(move: { name: string; vendor: string; from: string; to: string; waitedMs: number; mode: string }): void;
  /** Hears of a proposal that somebody changed, with the risks of both. */
  onOverride(from: string, to: string): void;
  /** Has the workers look for jobs at once. */
  wake(): void;
  log: Log;
  now(): Date;
}

export interface TrustTiming {
  /** For so long a process that began an attempt may still send. */
  leaseMs: number;
  /** After this a request is given up, and its ending is not known. */
  sendMs: number;
  /** The longest that an effect's own settling takes here; the tests cannot wait for minutes. */
  settleMsMax: number;
  /** After this, what still cannot be known is for a person to say. */
  uncertainMs: number;
}
