import { jcs, sha256 } from "#lib/hash";
import { DAY_MS } from "#lib/time";
import type { Mode } from "./mode.ts";
import type { Risk } from "./risk.ts";

/** An approved effect must begin within this time of its last decision. */
export const START_MS_MAX = 15 * 60_000;
/** For so long an effect waits for a vendor that is away. */
export const OUTAGE_MS_MAX = DAY_MS;
export const ATTEMPTS_MAX = 3;
/** The switch that stops every effect before its next attempt. */
export const PAUSE = "pause";

/** Everything that was approved; what is not in here, nobody agreed to. */
export interface Bound {
  name: string;
  target: string;
  /** Whose system is changed, and whose lane performs it. */
  vendor: string;
  /** The version of the target that the approver saw. */
  snapshot: string;
  input: unknown;
  requester: string;
  /** Who must not agree to it alone, and whose scope it is in: what decides who may decide. */
  requesterPerson: string | null;
  project: string | null;
  team: string | null;
  risk: Risk;
  mode: Mode;
  needed: number;
  isTainted: boolean;
  isDryRun: boolean;
  /** The batch by which it was agreed to, if it is a row of one. */
  parent: string | null;
  policyHash: string;
  capabilityHash: string;
  /** ISO. */
  expiresAt: string;
}

/** Binds an approval to the exact bytes that will run: any other gives another hash. */
export function bindingHash(bound: Bound): string {
  return sha256(`adjutant.approval.v2\0${jcs(bound)}`);
}

/** As a tag is written. */
export const TAG = /^[0-9a-f]{16}$/;

/** What of the hash stands on a button: enough that a short number cannot come to mean another payload. */
export function hashTag(payloadHash: string): string {
  return payloadHash.slice(0, 16);
}
