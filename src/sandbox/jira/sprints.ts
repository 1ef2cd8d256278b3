import { z } from "zod";
import type { Ask, Reply } from "../wire/vendor.ts";
import type { Sprint, TicketChange } from "../world/tickets.ts";
import { hasProject, ok, ticketAt } from "./reads.ts";
import { RefusalError } from "./refusal.ts";
import { accountIdOf, peopleOf, type Shape, type Site } from "./shapes.ts";

const PAGE_MAX = 50;
const BOARDS: Record<string, number> = { API: 7 };
const FIELDS: Record<TicketChange["field"], [field: string, fieldId: string]> = {
  status: ["status", "status"],
  sprint: ["Sprint", "customfield_10020"],
  points: ["Story point estimate", "customfield_10016"],
  flag: ["Flagged", "customfield_10021"],
  assignee: ["assignee", "assignee"],
};
const Asked = z.strictObject({
  issueIdsOrKeys: z.array(z.string()).min(1).max(1_000),
  maxResults: z.number().int().min(1).max(10_000).default(1_000),
  nextPageToken: z.string().optional(),
});

/** The boards of a project: one each. */
export function readBoards(site: Site, _parts: string[], { query }: Ask): Reply {
  const key = query["projectKeyOrId"];
  if (key !== undefined && !hasProject(site, key)) throw new RefusalError(400, [`No project could be found: ${key}.`]);
  const shown = Object.entries(BOARDS).filter(([project]) => key === undefined || project === key);
  const values = shown.map(([project, id]) => ({ id, name: `${project} board`, type: "scrum" }));
  return ok({ startAt: 0, maxResults: PAGE_MAX, total: values.length, isLast: true, values });
}

export function readSprints({ world }: Site, [id = ""]: string[], { query }: Ask): Reply {
  const project = Object.keys(BOARDS).find((key) => String(BOARDS[key]) === id);
  if (project === undefined) throw new RefusalError(404, ["The requested board cannot be viewed."]);
  const startAt = Number(query["startAt"] ?? 0);
  const all = world.state.sprints.filter((sprint) => sprint.project === project);
  const values = all.slice(startAt, startAt + PAGE_MAX).map((sprint) => toSprint(sprint, id));
  return ok({ startAt, maxResults: PAGE_MAX, isLast: startAt + PAGE_MAX >= all.length, values });
}

function toSprint({ id, name, state, startsAt, endsAt, completedAt, goal }: Sprint, board: string): Shape {
  return {
    ...{ id, name, state, goal, originBoardId: Number(board), startDate: startsAt, endDate: endsAt },
    ...(completedAt && { completeDate: completedAt }),
  };
}

/** The histories of many issues at once, oldest first, so many to a page. */
export function readChangelogs(site: Site, _parts: string[], { body }: Ask): Reply {
  const asked = Asked.safeParse(body);
  if (!asked.success) throw new RefusalError(400, ["Invalid request payload. Refer to the REST API documentation."]);
  const { issueIdsOrKeys, maxResults, nextPageToken = "0" } = asked.data;
  const all = issueIdsOrKeys
    .map((name) => ticketAt(site, name))
    .flatMap((ticket) => ticket.history.map((change) => ({ ticket, change })));
  const from = Number(nextPageToken);
  const page = all.slice(from, from + maxResults);
  const issueChangeLogs = Map.groupBy(page, ({ ticket }) => String(ticket.id));
  return ok({
    issueChangeLogs: [...issueChangeLogs].map(([issueId, lines]) => ({
      issueId,
      changeHistories: lines.map(({ change }) => ({
        ...{ id: String(change.id), created: change.at.getTime(), items: [toItem(site, change)] },
      })),
    })),
    ...(from + maxResults < all.length && { nextPageToken: String(from + maxResults) }),
  });
}

/** One thing that was changed, as changelogs and webhooks show it. */
export function toItem(site: Site, { field, from, to }: TicketChange): Shape {
  const [name, fieldId] = FIELDS[field];
  const plain = { field: name, fieldId, fieldtype: fieldId.startsWith("custom") ? "custom" : "jira" };
  if (field === "assignee") {
    const [before, after] = [accountOf(site, from), accountOf(site, to)];
    return { ...plain, from: before, fromString: from, to: after, toString: to };
  }
  if (field !== "sprint") return { ...plain, from: null, fromString: from ?? "", to: null, toString: to ?? "" };
  const [ids, names] = [(list: string | null) => (list ?? "").replaceAll(",", ", "), namesOf(site)];
  return { ...plain, from: ids(from), fromString: names(from), to: ids(to), toString: names(to) };
}

function accountOf(site: Site, login: string | null): string | null {
  const person = peopleOf(site).find((one) => one.login === login);
  return person ? accountIdOf(person) : null;
}

function namesOf({ world }: Site): (list: string | null) => string {
  return (list) => {
    const ids = new Set((list ?? "").split(","));
    const named = world.state.sprints.filter(({ id }) => ids.has(String(id)));
    return named.map(({ name }) => name).join(", ");
  };
}
