import type { Landing } from "./shipments.ts";

export const CAUSE_RULES = ["manual", "revert", "latest"] as const;
export type CauseRule = (typeof CAUSE_RULES)[number];

/** What is known of an incident that may tell which deployment brought it. Instants are milliseconds. */
export interface IncidentFacts {
  ref: string;
  openedAt: number;
  /** A commit, tag or pull request, as its text names it. */
  rootCause: string | null;
  fixedIn: string | null;
  /** What a person said afterwards: the id of a deployment, or "none". */
  stated: string | null;
}

export interface Revert {
  /** The incidents that the revert says it fixes. */
  fixes: readonly string[];
  /** The deployment that shipped what was reverted. */
  deployment: string;
  shippedAt: number;
}

export interface Attribution {
  deployment: string | null;
  causeRule: CauseRule | null;
  /** The deployment that mended it. */
  fixedBy: string | null;
}

export interface Shipped {
  /** The deployment that first shipped a pull request or a merged commit. */
  deploymentOf(name: string): string | undefined;
  reverts: readonly Revert[];
}

/** Which deployment an incident failed: what a person says, else what was reverted for it, else the latest before it. */
export function attribute(incident: IncidentFacts, landings: readonly Landing[], shipped: Shipped): Attribution {
  const fixedBy = incident.fixedIn === null ? null : (findNamed(incident.fixedIn, landings, shipped) ?? null);
  const { stated, rootCause, ref, openedAt } = incident;
  if (stated === "none") return { deployment: null, causeRule: "manual", fixedBy };
  const manual = [stated, rootCause].flatMap((name) => (name ? (findNamed(name, landings, shipped) ?? []) : []));
  if (manual[0]) return { deployment: manual[0], causeRule: "manual", fixedBy };
  const reverted = shipped.reverts.find(({ fixes, shippedAt }) => fixes.includes(ref) && shippedAt <= openedAt);
  if (reverted) return { deployment: reverted.deployment, causeRule: "revert", fixedBy };
  const latest = landings.findLast(({ at }) => at <= openedAt);
  return { deployment: latest?.id ?? null, causeRule: latest ? "latest" : null, fixedBy };
}

/** By its id, its tag, its commit, or something that it shipped. */
function findNamed(name: string, landings: readonly Landing[], { deploymentOf }: Shipped): string | undefined {
  const isSha = /^[0-9a-f]{7,40}$/.test(name);
  const named = landings.find(({ id, ref, sha }) => id === name || ref === name || (isSha && sha.startsWith(name)));
  return named?.id ?? deploymentOf(name);
}
