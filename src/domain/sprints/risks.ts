import { describeDuration } from "#lib/time";
import type { Aged, Ageing } from "./ageing.ts";
import { blockedSince } from "./health.ts";
import type { ScopeRow, SprintScope } from "./scope.ts";

/** A ticket that may not be finished in its sprint, and why; what weighs most comes first. */
export interface CarryOverRisk {
  row: ScopeRow;
  reasons: string[];
  weight: number;
}

export interface RiskInput {
  scope: Pick<SprintScope, "rows">;
  ageing: Ageing;
  /** The tickets that some pull request names; null where none was ever heard of. */
  named: ReadonlySet<string> | null;
  asOf: number;
}

const WEIGHTS = { blocked: 4, old: 2, unbegun: 1 };

/** The open tickets of a sprint with a reason to fear for them. */
export function listRisks({ scope, ageing, named, asOf }: RiskInput): CarryOverRisk[] {
  const old = new Map(ageing.rows.filter(({ isOld }) => isOld).map((aged) => [aged.history.ticket.ref, aged]));
  const open = scope.rows.filter(({ ending }) => ending === "open");
  const risks = open.flatMap((row) => {
    const isNamed = named === null || named.has(row.ticket.ref);
    return weigh(row, { blocked: blockedSince(row.history, asOf), aged: old.get(row.ticket.ref), isNamed, asOf });
  });
  return risks.sort((a, b) => b.weight - a.weight || (a.row.ticket.ref < b.row.ticket.ref ? -1 : 1));
}

interface Signs {
  blocked: number | undefined;
  aged: Aged | undefined;
  isNamed: boolean;
  asOf: number;
}

function weigh(row: ScopeRow, { blocked, aged, isNamed, asOf }: Signs): CarryOverRisk[] {
  const reasons: string[] = [];
  let weight = 0;
  if (blocked !== undefined) {
    reasons.push(`blocked for ${describeDuration(asOf - blocked)}`);
    weight += WEIGHTS.blocked;
  }
  if (aged) {
    reasons.push(`in progress for ${describeDuration(aged.ageMs)}`);
    weight += WEIGHTS.old;
  }
  if (!isNamed) {
    reasons.push("no pull request yet");
    weight += WEIGHTS.unbegun;
  }
  return weight > 0 ? [{ row, reasons, weight }] : [];
}
