import { z } from "zod";
import { CLOSE, CLOSE_ALL } from "#domain/tickets/closing";
import type { Ticket } from "#domain/tickets/ticket";
import { defineEffect, type Preview } from "#kernel/capability";
import { targetOf } from "./comment.ts";
import { TicketField } from "./fields.ts";
import { showTicket, spotOfTicket, versionOf } from "./places.ts";

const CHILDREN_MAX = 99;

/** A ticket is closed after all that is open below it: agreed to once, each is then closed by itself, once. */
export const closeAll = defineEffect({
  name: CLOSE_ALL,
  summary: "Close a ticket with all that is open below it.",
  risk: "high",
  vendor: "jira",
  settleMs: 0,
  input: z.object({
    issue: TicketField,
    children: z
      .array(TicketField)
      .min(1)
      .max(CHILDREN_MAX, { error: "More than 99 tickets are open below it: close some of them first." })
      .describe("What is open below it, the deepest first."),
  }),
  result: z.object({ tickets: z.number() }),
  // Whoever may not close one ticket may not close many.
  claims: () => [CLOSE],
  target: ({ issue }) => targetOf(issue),

  async preview(context, { issue, children }): Promise<Preview> {
    const spot = await spotOfTicket(context, issue);
    const ticket = await spot.tracker.ticket(context, spot.ref);
    const known = new Map(
      (await context.tickets.some(children, context.now())).map((one) => [one.ticket.ref, one.ticket]),
    );
    return {
      ...showTicket(spot, ticket),
      version: versionOf(spot, ticket.status),
      does: `Close ${spot.ref} with ${count(children.length)} below it (${spot.tracker.label})`,
      objects: children.length + 1,
      payload: [...children.map((ref) => describe(ref, known.get(ref))), { label: spot.ref, text: ticket.title }],
    };
  },
  /** Nothing is written yet: each ticket is an effect of its own. */
  run: async (_writing, { children }) => ({ tickets: children.length + 1 }),
  reconcile: async (_context, { children }) => ({ tickets: children.length + 1 }),
  fanOut: ({ issue, children }) => [
    ...children.map((child) => ({
      label: child,
      after: [],
      hasOwnTarget: true as const,
      call: () => ({ name: CLOSE, input: { issue: child } }),
    })),
    {
      label: issue,
      hasOwnTarget: true as const,
      after: children.map((_child, index) => index),
      call: () => ({ name: CLOSE, input: { issue } }),
    },
  ],
  view: ({ tickets }) => {
    const text = `${count(tickets)} are being closed.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

function describe(ref: string, ticket: Ticket | undefined) {
  return { label: ref, text: ticket ? `${ticket.title} (${ticket.status})` : "not known yet" };
}

function count(tickets: number): string {
  return tickets === 1 ? "1 ticket" : `${tickets} tickets`;
}
