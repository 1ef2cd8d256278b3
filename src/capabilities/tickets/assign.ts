import { z } from "zod";
import { type Attempt, defineEffect } from "#kernel/capability";
import type { Context, Writing } from "#kernel/context";
import { RefusedError } from "#kernel/errors";
import { beforeSending } from "#kernel/sending";
import { targetOf } from "./comment.ts";
import { Changed, SETTLE_MS, TicketField, viewChange } from "./fields.ts";
import { findAssignee } from "./people.ts";
import { approvedParts, lookFor, showTicket, spotOfTicket, versionOf } from "./places.ts";
import type { Ticket } from "./tracker.ts";

/** `before` is whose it was, as the tracker knows them; null where it was nobody's. Nothing `changed` where it is theirs still. */
const Assigned = Changed.extend({ before: z.string().nullable(), changed: z.boolean() });
type Assigned = z.output<typeof Assigned>;

export const assignIssue = defineEffect({
  name: "issue.assign",
  summary: "Give a ticket to somebody, or to nobody.",
  risk: "medium",
  vendor: "jira",
  settleMs: SETTLE_MS,
  input: z.object({
    issue: TicketField,
    assignee: z.string().trim().min(1).max(200).describe("Who: a name, an e-mail address, a login, or none."),
  }),
  result: Assigned,
  target: ({ issue }) => targetOf(issue),

  async preview(context, { issue, assignee }) {
    const spot = await spotOfTicket(context, issue);
    const ticket = await spot.tracker.ticket(context, spot.ref);
    const wanted = await findAssignee(context, spot, assignee);
    const who = wanted?.name ?? "nobody";
    return {
      ...showTicket(spot, ticket),
      version: versionOf(spot, holderOf(ticket), wanted?.id ?? null),
      does: `Assign ${ticket.ref} to ${who} (${spot.tracker.label})`,
      payload: [
        { label: "Assignee", text: who, before: ticket.assignees.map(({ name }) => name).join(", ") || "nobody" },
      ],
    };
  },
  run: (writing, { issue }, attempt) => assign(writing, issue, attempt),
  reconcile: (context, { issue }, attempt) => lookFor(() => findAssigned(context, issue, attempt)),
  linkOf: ({ url }) => url,
  inverse: (_input, { issue, before, changed }) =>
    changed && canGiveBack(issue, before) ? giveBack(issue, before) : null,
  view: viewChange,
});

/** GitHub has several assignees and only adds: to give a ticket back would not take it from the other. */
function canGiveBack(issue: string, before: string | null): boolean {
  return before === null || !issue.includes("#");
}

function giveBack(issue: string, before: string | null) {
  return { name: "issue.assign", input: { issue, assignee: before ?? "none" } };
}

/** Names are looked up when it is proposed; what is done is what was approved, by the tracker's own id. */
async function assign(writing: Writing, issue: string, attempt: Attempt): Promise<Assigned> {
  const spot = await spotOfTicket(writing, issue);
  const [before = null, wanted = null] = approvedParts(spot, attempt);
  const ticket = await beforeSending(writing, () => spot.tracker.ticket(writing, spot.ref));
  if (holderOf(ticket) !== before) throw new RefusedError(`${ticket.ref} is somebody else's by now.`);
  await spot.tracker.assign(writing, ticket, wanted);
  return toAssigned(ticket, before, wanted);
}

async function findAssigned(context: Context, issue: string, attempt: Attempt): Promise<Assigned | undefined> {
  const spot = await spotOfTicket(context, issue);
  const [before = null, wanted = null] = approvedParts(spot, attempt);
  const ticket = await spot.tracker.ticket(context, spot.ref);
  const isThere =
    wanted === null ? ticket.assignees.length === 0 : ticket.assignees.some(({ id }) => isSame(id, wanted));
  return isThere ? toAssigned(ticket, before, wanted) : undefined;
}

/** All who have it, in one order: another one among them is another version. */
function holderOf({ assignees }: Ticket): string | null {
  const ids = assignees.map(({ id }) => id).sort();
  return ids.length === 0 ? null : ids.join(" ");
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function toAssigned({ ref, url }: Ticket, before: string | null, wanted: string | null): Assigned {
  const text = wanted === null ? `Took ${ref} from everybody` : `Assigned ${ref}`;
  return { issue: ref, url, text, before, changed: before !== wanted };
}
