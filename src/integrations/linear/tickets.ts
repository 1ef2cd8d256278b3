import type { z } from "zod";
import {
  type RemovedEvent,
  type TicketCore,
  type TicketEvent,
  type ToldChange,
  toSprintSubject,
} from "#domain/tickets/events";
import type { Mapped } from "../conclude.ts";
import type { Cycle, GoneIssue, History, Issue, IssueHook } from "./payloads.ts";

const PRIORITIES = ["No priority", "Urgent", "High", "Medium", "Low"];
const CATEGORIES: Record<string, TicketEvent["category"]> = {
  ...{ triage: "todo", backlog: "todo", unstarted: "todo", started: "doing" },
  ...{ completed: "done", canceled: "dropped", duplicate: "dropped" },
};

export interface Mapping {
  receivedAt: number;
}

export function fromIssueHook(
  { action, createdAt, data }: z.output<typeof IssueHook>,
  { receivedAt }: Mapping,
): Mapped {
  if (action === "remove" || data.trashed) {
    return toRemoved({ subject: data.identifier, at: createdAt ?? receivedAt, movedTo: null });
  }
  return fromIssue(data);
}

export function fromPolledIssue(issue: Issue, { receivedAt }: Mapping): Mapped {
  if (issue.trashed) return toRemoved({ subject: issue.identifier, at: receivedAt, movedTo: null });
  return fromIssue(issue);
}

function fromIssue(issue: Issue): Mapped {
  const { identifier: ref, createdAt, updatedAt: at, history } = issue;
  const nodes = history?.nodes ?? [];
  // At one instant a reading counts for more than a webhook, which shows less.
  const sequence = history ? "1" : "";
  const normalised: TicketEvent = {
    ...{ kind: "ticket", source: "linear", ref, at, sequence, createdAt, core: toCore(issue) },
    category: CATEGORIES[issue.state.type] ?? null,
    changes: nodes.flatMap(toChanges),
  };
  return { subject: ref, at, key: history ? `${nodes.length}` : "", normalised };
}

/** Linear knows no flags; what is blocked there is a matter of relations. */
function toCore(issue: Issue): TicketCore {
  const { title, url, state, estimate, labels, priority, dueDate } = issue;
  return {
    ...{ title, url: url ?? "", type: "Issue", status: state.name, points: estimate ?? null, isFlagged: false },
    ...toRelations(issue),
    labels: (labels ?? []).map(({ name }) => name.replaceAll(",", ";")),
    priority: PRIORITIES[priority ?? 0] ?? null,
    dueOn: /^\d{4}-\d{2}-\d{2}/.exec(dueDate ?? "")?.[0] ?? null,
  };
}

/** A webhook has ids where the interface has objects; of what stands above an issue it has no key at all. */
function toRelations({ assignee, assigneeId, parent, cycle, cycleId }: Issue) {
  const sprint = cycle?.id ?? cycleId;
  return {
    assignee: (assignee?.id ?? assigneeId)?.toLowerCase() ?? null,
    parent: parent?.identifier.toUpperCase() ?? null,
    sprints: sprint ? [sprint] : [],
  };
}

/** One line of Linear's history may hold several changes. */
function toChanges(history: History): ToldChange[] {
  const { id, createdAt: at } = history;
  return sidesOf(history)
    .filter(({ from, to }) => from !== to)
    .map(({ field, from, to }) => ({ id: `${id}:${field}`, at, field, from, to }));
}

function sidesOf(line: History): Pick<ToldChange, "field" | "from" | "to">[] {
  const points = (estimate: number | null | undefined) => (typeof estimate === "number" ? String(estimate) : null);
  return [
    { field: "status", from: line.fromState?.name ?? null, to: line.toState?.name ?? null },
    { field: "sprint", from: line.fromCycle?.id ?? null, to: line.toCycle?.id ?? null },
    { field: "points", from: points(line.fromEstimate), to: points(line.toEstimate) },
    {
      field: "assignee",
      from: line.fromAssignee?.id.toLowerCase() ?? null,
      to: line.toAssignee?.id.toLowerCase() ?? null,
    },
    { field: "parent", from: line.fromParent?.identifier ?? null, to: line.toParent?.identifier ?? null },
  ];
}

/** A cycle begins by itself when it is to. */
export function fromCycle(cycle: Cycle): Mapped {
  const { id, number, name, description, startsAt: startedAt, updatedAt: at, team } = cycle;
  const shown = { board: team.key, name: name ?? `Cycle ${number}`, goal: description ?? "" };
  const instants = { startedAt, endsAt: cycle.endsAt ?? null, completedAt: cycle.completedAt ?? null };
  const normalised = { kind: "sprint", source: "linear", id, at, ...shown, ...instants } as const;
  return { subject: toSprintSubject("linear", id), at, key: "", normalised };
}

export function fromGoneIssue(
  { identifier, movedTo }: z.output<typeof GoneIssue>,
  { receivedAt: at }: Mapping,
): Mapped {
  return toRemoved({ subject: identifier, at, movedTo: movedTo ?? null });
}

function toRemoved(removed: Omit<RemovedEvent, "kind">): Mapped {
  return { subject: removed.subject, at: removed.at, key: "", normalised: { kind: "removed", ...removed } };
}
