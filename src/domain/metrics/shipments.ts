import type { Lineage } from "./lineage.ts";

export const SHIP_RULES = ["ancestry", "branch"] as const;
export type ShipRule = (typeof SHIP_RULES)[number];

/** A successful production deployment. Instants are milliseconds. */
export interface Landing {
  id: string;
  sha: string;
  ref: string;
  /** Null where nobody said and nothing tells. */
  line: string | null;
  at: number;
}

/** A merged pull request, as far as its way to production goes. */
export interface Merge {
  ref: string;
  repo: string;
  base: string;
  mergeSha: string | null;
  mergedAt: number;
}

export interface Shipment {
  deployment: string;
  shippedAt: number;
  shipRule: ShipRule;
}

/**
 * Which deployment first shipped each change. Where the ancestry of both commits is known, the first that contains the
 * merge; else the next one on the branch that it was merged into. `landings` are in the order in which they finished.
 */
export function findShipments(
  merges: readonly Merge[],
  landings: readonly Landing[],
  lineage: Lineage,
): Map<string, Shipment> {
  const found = new Map<string, Shipment>();
  for (const merge of merges) {
    const shipment = findShipment(merge, landings, lineage);
    if (shipment) found.set(merge.ref, shipment);
  }
  return found;
}

function findShipment(merge: Merge, landings: readonly Landing[], lineage: Lineage): Shipment | undefined {
  for (let index = firstFrom(landings, merge.mergedAt); index < landings.length; index++) {
    const landing = landings[index];
    const shipRule = landing && judge(merge, landing, lineage);
    if (shipRule) return { deployment: landing.id, shippedAt: landing.at, shipRule };
  }
  return undefined;
}

/** By which rule a deployment ships a change, if it does. A known ancestry is never overruled by a branch. */
function judge({ repo, base, mergeSha }: Merge, { sha, line, ref }: Landing, lineage: Lineage): ShipRule | undefined {
  if (mergeSha === sha) return "ancestry";
  const known = mergeSha === null ? undefined : lineage.contains(sha, mergeSha);
  if (known !== undefined) return known ? "ancestry" : undefined;
  const isOnLine = line === null ? ref === base || lineage.isOn(sha, `${repo}:${base}`) : line === base;
  return isOnLine ? "branch" : undefined;
}

/** The index of the first deployment that finished at or after an instant. */
function firstFrom(landings: readonly Landing[], at: number): number {
  let [low, high] = [0, landings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((landings[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
