import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import { BodyField, Changed, SETTLE_MS, TicketField, viewChange } from "./fields.ts";
import { approvedParts, lookFor, showTicket, spotOfTicket, versionOf } from "./places.ts";

export const commentIssue = defineEffect({
  name: "issue.comment",
  summary: "Comment on a ticket, in whichever tracker it is.",
  risk: "medium",
  vendor: "jira",
  settleMs: SETTLE_MS,
  input: z.object({ issue: TicketField, body: BodyField.min(1).describe("The comment, in Markdown.") }),
  result: Changed,
  target: ({ issue }) => targetOf(issue),

  async preview(context, { issue, body }) {
    const spot = await spotOfTicket(context, issue);
    const ticket = await spot.tracker.ticket(context, spot.ref);
    return {
      ...showTicket(spot, ticket),
      ...{ version: versionOf(spot, ticket.id), does: `Comment on ${ticket.ref} (${spot.tracker.label})` },
      payload: [{ label: "Comment", text: body }],
    };
  },
  async run(writing, { issue, body }, attempt) {
    const spot = await spotOfTicket(writing, issue);
    approvedParts(spot, attempt);
    return toChanged(spot.ref, await spot.tracker.comment(writing, spot.ref, { body, attempt }));
  },
  reconcile: (context, { issue }, attempt) =>
    lookFor(async () => {
      const spot = await spotOfTicket(context, issue);
      approvedParts(spot, attempt);
      const url = await spot.tracker.findComment(context, spot.ref, attempt);
      return url === undefined ? undefined : toChanged(spot.ref, url);
    }),
  linkOf: ({ url }) => url,
  view: viewChange,
});

/** One thing is changed at a time, however it was written. */
export function targetOf(issue: string): string {
  return `ticket:${issue.includes("#") ? issue.toLowerCase() : issue.toUpperCase()}`;
}

function toChanged(issue: string, url: string): Changed {
  return { issue, url, text: `Commented on ${issue}` };
}
