import { z } from "zod";
import { type Bound, bindingHash } from "#domain/trust/approval";
import type { Approval } from "#domain/trust/stored";
import { jcs, sha256 } from "#lib/hash";
import type { Effect } from "../capability.ts";

/** Raised when the meaning of effects changes in a way that their schemas do not show. */
const MEANING = 1;

const hashes = new WeakMap<Effect, string>();

/** Of what an effect takes: a deployment that changes it voids what waits. */
export function hashCapability(effect: Effect): string {
  const known = hashes.get(effect);
  if (known) return known;
  const schema = z.toJSONSchema(effect.input, { io: "input", unrepresentable: "any" });
  const hash = sha256(jcs({ name: effect.name, schema, meaning: MEANING }));
  hashes.set(effect, hash);
  return hash;
}

/** The hash over everything that is agreed to, and over what decides who may agree. */
export function bind(approval: Omit<Bound, "expiresAt"> & Pick<Approval, "expiresAt">): string {
  const { name, target, vendor, snapshot, input, requester, requesterPerson, project, team } = approval;
  const { risk, mode, needed, isTainted, isDryRun, parent, policyHash, capabilityHash } = approval;
  return bindingHash({
    ...{ name, target, vendor, snapshot, input, requester, requesterPerson, project, team },
    ...{ risk, mode, needed, isTainted, isDryRun, parent, policyHash, capabilityHash },
    expiresAt: approval.expiresAt.toISOString(),
  });
}
