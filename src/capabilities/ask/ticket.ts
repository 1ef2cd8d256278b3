import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import type { Given, Source } from "./fields.ts";
import { answerHere } from "./given.ts";

const QUESTION_LENGTH_MAX = 2_000;

/** Who is named in a comment reads it there, and answers there, once somebody has agreed to the words. */
export const answerTicket = defineCapability({
  name: "ask.ticket",
  summary: "Draft an answer to a comment on a ticket that asks Adjutant, and propose it.",
  risk: "record",
  input: z.object({
    issue: z.string().max(100).describe("The ticket, like API-12."),
    comment: z.string().max(40).describe("The id of the comment."),
    author: z.string().max(200).describe("Who asks."),
    question: z.string().max(100_000).describe("What was written."),
  }),
  result: z.object({ approval: z.number(), body: z.string() }),
  abridge: (input) => ({ ...(typeof input === "object" ? input : {}), question: "(what people write is not kept)" }),
  async run(context, { issue, comment, author, question }) {
    const asked = question.replaceAll(/\s+/g, " ").trim().slice(0, QUESTION_LENGTH_MAX);
    if (asked === "") throw new UserError("Nothing is asked there.");
    const ticket = await readTicket(context, issue);
    const { given } = await answerHere(context, ticket ? `${asked} ${ticket.title}` : asked);
    const body = [describeGiven(given), ...(ticket ? [ticket.state] : [])].join("\n\n");
    const { number } = await proposeCall(
      context,
      { name: "issue.comment", input: { issue, body } },
      { isTainted: true, cause: { ref: `jira:${issue}:comment:${comment}`, words: `${author} asked in a comment.` } },
    );
    return { approval: number, body };
  },
  view: ({ approval }) => {
    const text = `An answer is drafted: approval ${approval}.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  },
});

/** What is known of the ticket at this moment: a question on it is mostly about it. */
async function readTicket({ tickets, now }: Context, issue: string) {
  const [found] = await tickets.some([issue], now());
  if (!found) return undefined;
  const { ref, title, status, assignee, isFlagged } = found.ticket;
  const whose = assignee === null ? "assigned to nobody" : "assigned";
  return { title, state: `${ref} is ${status}, ${whose}${isFlagged ? ", flagged as blocked" : ""}.` };
}

/** In Markdown, as the tracker takes it. */
function describeGiven(given: Given): string {
  if (given.kind === "unanswered") {
    const names = given.experts.map(({ name, reason }) => `- ${name}, who ${reason}`);
    const none = "The documents that everybody may read do not answer that.";
    return names.length === 0 ? none : [none, "", "Who may know:", "", ...names].join("\n");
  }
  const said = given.sentences.map(({ pieces, rests_on }) => {
    const text = pieces.map((piece) =>
      piece.is_code ? `\n\n    ${piece.text.replaceAll("\n", "\n    ")}\n\n` : piece.text,
    );
    return `${text.join(" ")} ${rests_on.map((number) => `(${number})`).join("")}`;
  });
  return [said.join("\n\n"), given.sources.map(toLine).join("\n")].join("\n\n");
}

function toLine({ number, title, heading, url }: Source): string {
  const name = [title, heading].filter((part) => part !== "").join(" › ");
  return `${number}. ${url === null ? name : `[${name}](${url})`}`;
}
