import type { CategoryOf } from "#domain/tickets/categories";
import type { Sprint } from "#domain/tickets/ticket";
import type { TicketHistory } from "./history.ts";
import { scopeOf } from "./scope.ts";
import { keptOf, predictabilityOf, type SprintSums, scopeChangeOf, sumUp } from "./sums.ts";

/** A sprint that is over, and what it came to. */
export interface PastSprint {
  sprint: Sprint;
  sums: SprintSums;
  predictability: number | null;
  /** The share of committed tickets that were done. */
  kept: number | null;
  scopeChange: number | null;
}

export interface PastInput {
  sprints: readonly Sprint[];
  histories: readonly TicketHistory[];
  categoryOf: CategoryOf;
}

/** The sprints that were completed, the latest first. */
export function pastOf({ sprints, histories, categoryOf }: PastInput): PastSprint[] {
  const completed = sprints.filter(({ completedAt }) => completedAt !== null);
  const latest = completed.toSorted((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0));
  return latest.flatMap((sprint) => {
    const scope = scopeOf({ sprint, histories, categoryOf, asOf: sprint.completedAt ?? 0 });
    if (!scope) return [];
    const sums = sumUp(scope);
    return [
      { sprint, sums, predictability: predictabilityOf(sums), kept: keptOf(scope), scopeChange: scopeChangeOf(sums) },
    ];
  });
}
