import { z } from "zod";
import { closingOf } from "#domain/tickets/closing";
import { defineCapability } from "#kernel/capability";
import { proposeCall } from "#kernel/trust/propose-call";
import { TicketField } from "./fields.ts";

/** Nobody has to know what is below a ticket: it is looked up, listed, and agreed to with it. */
export const closeTicket = defineCapability({
  name: "tickets.close",
  summary: "Propose to close a ticket, with all that is open below it.",
  risk: "record",
  command: "/adjutant close",
  usage: "/adjutant close API-12",
  input: z.object({ issue: TicketField }),
  result: z.object({ approval: z.number(), does: z.string() }),
  async run(context, { issue }) {
    const open = await context.tickets.open([issue.toUpperCase().replace(/-\d+$/, "")], context.now());
    const call = closingOf(
      issue,
      open.map(({ ticket }) => ticket),
    );
    const { number, grounds } = await proposeCall(context, call);
    return { approval: number, does: grounds.preview.does };
  },
  view: ({ approval, does }) => {
    const text = `Asked for approval ${approval}: ${does}.`;
    const show = { label: "Show", call: { name: "approvals.show", input: { approval: String(approval) } } } as const;
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "buttons", buttons: [{ ...show, opens: "dialog" }] },
      ],
    };
  },
});
