import type { MetricRow } from "#domain/metrics/metric";
import { historyOf } from "#domain/sprints/history";
import { flowRows, type SprintRowsInput, sprintRows } from "#domain/sprints/metric-rows";
import type { PastSprint } from "#domain/sprints/past";
import type { Db } from "../db.ts";
import { createTickets } from "../tickets.ts";
import type { Question } from "./view.ts";

/** The sprints that were completed in the window, each with what a metric measures of it. */
export function loadSprintRows(measure: (past: PastSprint) => number | null) {
  return async (db: Db, question: Question): Promise<MetricRow[]> => sprintRows(await load(db, question), measure);
}

export async function loadFlowRows(db: Db, question: Question): Promise<MetricRow[]> {
  return flowRows(await load(db, question));
}

/** Whoever asks for their own has no sprint of their own. */
async function load(db: Db, { projects, own, window, asOf, statuses }: Question): Promise<SprintRowsInput> {
  const asked = own === null ? projects : [];
  const tickets = createTickets(db, statuses);
  const [sprints, known, categoryOf] = [
    await tickets.sprints(asked, asOf),
    await tickets.histories(asked, asOf),
    await tickets.categories(asked),
  ];
  const histories = known.map(({ ticket, changes }) => historyOf(ticket, changes));
  return { sprints, histories, categoryOf, window, asOf: asOf.getTime() };
}
