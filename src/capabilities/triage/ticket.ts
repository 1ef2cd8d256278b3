import { z } from "zod";
import { describeTicket, projectOf } from "#domain/acting/ticket";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import { say } from "#lib/view";

const Proposed = z.object({ number: z.number(), does: z.string(), is_waiting: z.boolean() });

/**
 * Proposes the ticket that a pull request lacks. The words are those of the pull request, whose author may be anyone, so
 * they are read here and marked as theirs: a button that carried them could not be told from one that somebody typed.
 */
export const ticketFromPull = defineCapability({
  name: "triage.ticket",
  summary: "Propose the ticket that a pull request lacks.",
  risk: "record",
  input: z.object({
    pull: z.string().trim().toLowerCase().min(3).max(300).describe("The pull request, like acme/api#7."),
  }),
  result: Proposed,
  async run(context, { pull }) {
    const { directory, facts, now } = context;
    const [found] = await facts.pullRequests([pull], now());
    if (!found) throw new UserError(`There is no pull request ${pull} that we know of.`);
    const [teams, projects] = await Promise.all([directory.teams(), directory.projects()]);
    const call = describeTicket(found, projectOf(found.repo, teams, projects));
    const cause = { ref: `pull:${pull}`, words: `${pull} names no ticket.` };
    const approval = await proposeCall(context, call, { isTainted: true, cause });
    return { number: approval.number, does: approval.grounds.preview.does, is_waiting: approval.status === "pending" };
  },
  view: ({ number, does, is_waiting: isWaiting }) => {
    const text = isWaiting ? `Asked for approval ${number}: ${does}.` : `Approval ${number}: ${does}.`;
    return say(text);
  },
});
