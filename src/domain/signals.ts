import { z } from "zod";
import type { EvidenceRow } from "./findings.ts";

export const SignalState = z.enum(["open", "acknowledged", "snoozed", "resolved"]);
export type SignalState = z.output<typeof SignalState>;

export const Resolution = z.enum(["fixed", "closed", "dismissed", "rule_removed"]);
export type Resolution = z.output<typeof Resolution>;

/** A condition that holds: one row however often it is seen, and whichever rules see it. */
export interface Signal {
  id: string;
  fingerprint: string;
  kind: string;
  scope: string;
  subject: string;
  title: string;
  url: string;
  /** Names of the rules that found it. */
  rules: string[];
  state: SignalState;
  reason: string;
  value: number;
  owners: string[];
  evidence: EvidenceRow[];
  /** Since when the condition's clock runs. */
  since: Date;
  stateHash: string;
  openedAt: Date;
  /** When anything of it last changed. */
  changedAt: Date;
  /** Clear evaluations in a row. */
  clears: number;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  resolution: Resolution | null;
  /** How often it came back within the cooldown. */
  reopened: number;
}

/** A person's word that a subject is to be left alone for a while, whatever is found about it. Only an incident ends it early. */
export interface Snooze {
  subject: string;
  /** The rule whose findings are meant; empty for all. */
  rule: string;
  until: Date;
  /** The actor's id. */
  by: string;
  at: Date;
}

export interface SignalTransition {
  signalId: string;
  /** Null for its beginning. */
  from: SignalState | null;
  to: SignalState;
  at: Date;
  /** An actor's id, or "adjutant". */
  by: string;
  reason: string | null;
}
