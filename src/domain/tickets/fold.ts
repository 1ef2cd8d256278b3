import type { Contribution, FactRow } from "../fact-tables.ts";
import { toVersion } from "../version.ts";
import { projectOf, type RemovedEvent, type SprintEvent, type TicketEvent, toSprintSubject } from "./events.ts";

const SEQUENCE_DIGITS = 14;
/** What stands for a ticket until somebody shows it: older than every version, and without words. */
const STUB = {
  ...{ coreVersion: "", title: "", url: "", type: "", status: "", points: null, assignee: null, parent: null },
  ...{ isFlagged: false, sprints: [], labels: [], priority: null, dueOn: null },
};

export function readTicket(event: TicketEvent): Contribution[] {
  const { source, ref, createdAt, changes, isClockSuspect = false } = event;
  const project = projectOf(ref);
  return [
    { table: "tickets", row: { ref, source, project, createdAt, isClockSuspect, ...toCore(event) } },
    ...toStatus(event, project),
    ...changes.map((change): Contribution => ({ table: "ticketChanges", row: { subject: ref, ...change } })),
  ];
}

function toCore({ at, sequence, core }: TicketEvent): FactRow {
  if (!core) return STUB;
  const { title, url, type, status, points, assignee, parent, isFlagged, priority, dueOn } = core;
  const sprints = [...core.sprints].sort();
  const labels = [...core.labels].sort();
  const said = [title, url, type, status, points, assignee, parent, isFlagged, sprints, labels, priority, dueOn];
  const rank = sequence.padStart(SEQUENCE_DIGITS, "0");
  return { ...core, sprints, labels, coreVersion: toVersion(at, rank, said) };
}

/** What statuses mean is learned from the tickets that are in them, so that a status belongs to whoever tells of it. */
function toStatus({ at, ref, core, category }: TicketEvent, project: string): Contribution[] {
  if (!core || category === null) return [];
  const version = toVersion(at, 0, [category]);
  return [{ table: "ticketStatuses", row: { subject: ref, name: core.status, project, version, category } }];
}

export function readSprint({ source, id, at, isClockSuspect: _, kind: __, ...shown }: SprintEvent): Contribution[] {
  const { board, name, goal, startedAt, endsAt, completedAt } = shown;
  const stage = completedAt !== null ? 2 : startedAt !== null ? 1 : 0;
  const version = toVersion(at, stage, [board, name, goal, startedAt, endsAt, completedAt]);
  const subject = toSprintSubject(source, id);
  return [{ table: "sprints", row: { subject, id, version, board, name, goal, startedAt, endsAt, completedAt } }];
}

export function readRemoved({ subject, at, movedTo }: RemovedEvent): Contribution[] {
  return [{ table: "tombstones", row: { subject, version: toVersion(at, 0, [movedTo]), at, movedTo } }];
}
