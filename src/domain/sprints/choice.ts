import type { Sprint } from "#domain/tickets/ticket";

/** The sprint that a report is about. */
export interface Choice {
  sprint: Sprint;
  isRunning: boolean;
  /** Names of those that run beside it. */
  beside: string[];
}

/**
 * The running one, of several one that is not overdue and began last; else the one that was completed last. A text says why
 * there is none. `named` is a name or an id.
 */
export function chooseSprint(sprints: readonly Sprint[], asOf: number, named?: string): Choice | string {
  const begun = sprints.filter(({ startedAt }) => startedAt !== null);
  const meant = named === undefined ? begun : begun.filter((sprint) => isCalled(sprint, named));
  const running = meant.filter(({ completedAt }) => completedAt === null).sort(byPromise(asOf));
  const [first, ...others] = running;
  if (first) return { sprint: first, isRunning: true, beside: others.map(({ name }) => name) };
  const last = meant.toSorted((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0))[0];
  if (last) return { sprint: last, isRunning: false, beside: [] };
  return explain(sprints, begun, named);
}

function isCalled({ id, name }: Sprint, named: string): boolean {
  return id === named || name.toLowerCase() === named.toLowerCase();
}

function byPromise(asOf: number) {
  const isOverdue = ({ endsAt }: Sprint) => Number(endsAt !== null && endsAt < asOf);
  return (a: Sprint, b: Sprint) => isOverdue(a) - isOverdue(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0);
}

function explain(sprints: readonly Sprint[], begun: readonly Sprint[], named: string | undefined): string {
  if (sprints.length === 0) return "no sprint has been heard of: no ticket of these projects was in one";
  if (begun.length === 0) return "no sprint has begun: none has a date on which it did";
  return `there is no sprint “${named}”; the last ones are ${begun
    .slice(0, 3)
    .map(({ name }) => name)
    .join(", ")}`;
}
