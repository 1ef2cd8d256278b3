import { z } from "zod";
import { type Attempt, defineEffect, type Preview } from "#kernel/capability";
import type { Context, Writing } from "#kernel/context";
import { RefusedError, UserError } from "#kernel/errors";
import { beforeSending } from "#kernel/sending";
import { targetOf } from "./comment.ts";
import { Changed, SETTLE_MS, TicketField, viewChange } from "./fields.ts";
import { approvedParts, lookFor, type Spot, showTicket, spotOfTicket, versionOf } from "./places.ts";
import type { Step } from "./tracker.ts";

const Moved = Changed.extend({ from: z.string(), to: z.string() });
type Moved = z.output<typeof Moved>;

export const transitionIssue = defineEffect({
  name: "issue.transition",
  summary: "Move a ticket to another status, by the status's name.",
  risk: "high",
  vendor: "jira",
  settleMs: SETTLE_MS,
  input: z.object({
    issue: TicketField,
    status: z.string().trim().min(1).max(100).describe("The status it is to have, like In Review."),
  }),
  result: Moved,
  target: ({ issue }) => targetOf(issue),
  preview: (context, { issue, status }) => show(context, issue, named(status)),
  run: (writing, { issue }, attempt) => move(writing, issue, attempt),
  reconcile: (context, { issue }, attempt) => lookFor(() => findMoved(context, issue, attempt)),
  linkOf: ({ url }) => url,
  inverse: (_input, { issue, from }) => ({ name: "issue.transition", input: { issue, status: from } }),
  view: viewChange,
});

export const closeIssue = defineEffect({
  name: "issue.close",
  summary: "Close a ticket: as done, in whichever tracker it is.",
  risk: "high",
  vendor: "jira",
  settleMs: SETTLE_MS,
  input: z.object({ issue: TicketField }),
  result: Moved,
  target: ({ issue }) => targetOf(issue),
  preview: (context, { issue }) => show(context, issue, done),
  run: (writing, { issue }, attempt) => move(writing, issue, attempt),
  reconcile: (context, { issue }, attempt) => lookFor(() => findMoved(context, issue, attempt)),
  linkOf: ({ url }) => url,
  inverse: (_input, { issue, from }) => ({ name: "issue.transition", input: { issue, status: from } }),
  view: viewChange,
});

/** Picks the step that leads to what is wanted, or says why there is none. */
type Choice = (steps: Step[], ticket: { ref: string; status: string }) => Step;

function named(status: string): Choice {
  return (steps, { ref, status: present }) => {
    const step = steps.find(({ to }) => to.toLowerCase() === status.toLowerCase());
    if (step) return step;
    if (present.toLowerCase() === status.toLowerCase()) throw new UserError(`${ref} is ${present} already.`);
    const ways = steps.map(({ to }) => to).join(", ");
    throw new UserError(`From ${present}, ${ref} can be moved to: ${ways || "nothing"}.`);
  };
}

const done: Choice = (steps, { ref, status }) => {
  const step = steps.find(({ isDone }) => isDone);
  if (step) return step;
  throw new UserError(`${ref} is ${status}, from where it cannot be closed.`);
};

/** What is approved is one step: from this status to that one. */
async function show(context: Context, issue: string, choose: Choice): Promise<Preview> {
  const spot = await spotOfTicket(context, issue);
  const { tracker, ref } = spot;
  const [ticket, steps] = await Promise.all([tracker.ticket(context, ref), tracker.steps(context, ref)]);
  const { to } = choose(steps, ticket);
  return {
    ...showTicket(spot, ticket),
    ...{ version: versionOf(spot, ticket.status, to), does: `Move ${ref} to ${to} (${tracker.label})` },
    payload: [{ label: "Status", text: to, before: ticket.status }],
  };
}

async function move(writing: Writing, issue: string, attempt: Attempt): Promise<Moved> {
  const spot = await spotOfTicket(writing, issue);
  const [from, to] = readMove(spot, attempt);
  const { tracker, ref } = spot;
  const look = () => Promise.all([tracker.ticket(writing, ref), tracker.steps(writing, ref)]);
  const [ticket, steps] = await beforeSending(writing, look);
  if (ticket.status !== from) throw new RefusedError(`${ref} is ${ticket.status} now, and no longer ${from}.`);
  const step = steps.find((one) => one.to === to);
  if (!step) throw new RefusedError(`${ref} can no longer be moved to ${to}.`);
  await tracker.take(writing, ref, step);
  return toMoved({ ref, url: ticket.url }, from, to);
}

/** Where it is neither here nor there, somebody moved it on; the version that was approved refuses the next attempt. */
async function findMoved(context: Context, issue: string, attempt: Attempt): Promise<Moved | undefined> {
  const spot = await spotOfTicket(context, issue);
  const [from, to] = readMove(spot, attempt);
  const ticket = await spot.tracker.ticket(context, spot.ref);
  return ticket.status === to ? toMoved(ticket, from, to) : undefined;
}

function readMove(spot: Spot, attempt: Attempt): [from: string, to: string] {
  const [from, to] = approvedParts(spot, attempt);
  return [from ?? "", to ?? ""];
}

function toMoved({ ref, url }: { ref: string; url: string }, from: string, to: string): Moved {
  return { issue: ref, url, from, to, text: `Moved ${ref} from ${from} to ${to}` };
}
