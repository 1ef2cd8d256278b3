import { z } from "zod";
import type { TicketPlan } from "#domain/plan/draft";
import { readRows, toEditable, toLines } from "#domain/plan/ticket-rows";
import { parseTicketPlan } from "#domain/plan/tickets";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { proposeCall } from "#kernel/trust/propose-call";
import { describeRemarks, type Remark } from "#lib/remark";
import { FIELD_LENGTH_MAX, say, type View } from "#lib/view";
import { ProjectField } from "./fields.ts";
import { requireText } from "./known.ts";
import { spotOfProject } from "./places.ts";
import { remarkTwins } from "./twins.ts";

const LINES_MAX = 20_000;

const PrdField = z.coerce.number().int().positive().describe("The number of the PRD.");

/** The form in which the tickets of a PRD are looked through, changed and dropped before anybody is asked. */
export const ticketPlanForm = defineCapability({
  name: "tickets.plan",
  summary: "Look through the tickets that a PRD plans, before they are proposed.",
  risk: "read",
  command: "/prd tickets",
  input: z.object({ prd: PrdField }),
  result: z.object({
    prd: z.number(),
    title: z.string(),
    project: z.string().nullable(),
    lines: z.string(),
    /** What is there already and looks like some of them. */
    remarks: z.array(z.object({ words: z.string(), links: z.array(z.object({ label: z.string(), url: z.string() })) })),
  }),
  async run(context, { prd: number }) {
    const { prd, plan } = await readPlan(context, number);
    const lines = toEditable(plan);
    if (lines === "") throw new UserError(`PRD ${number} plans no tickets. Add a section “Ticket plan” to it.`);
    if (lines.length > FIELD_LENGTH_MAX) {
      throw new UserError(
        `PRD ${number} plans too many tickets for a form. Say /tickets PROJECT prd:${number} instead.`,
      );
    }
    const remarks = await remark(context, prd.project, readRows(lines, plan));
    return { prd: number, title: prd.title, project: prd.project, lines, remarks };
  },
  view: ({ prd, title, project, lines, remarks }): View => ({
    text: `The tickets of PRD ${prd}: ${title}`,
    nodes: [
      { type: "header", text: `Tickets of PRD ${prd}` },
      {
        type: "text",
        content: ["Drop the lines you do not want, and change the titles as you like. ", { bold: title }],
      },
      ...describeRemarks(remarks),
      {
        type: "form",
        call: { name: "tickets.propose", input: { prd, by_line: true } },
        submit: "Propose these",
        fields: [
          {
            name: "project",
            label: "Project",
            value: project ?? "",
            isRequired: true,
            hint: "Whose tracker takes them.",
          },
          { name: "lines", label: "Tickets", value: lines, isRequired: true, isLong: true },
        ],
      },
    ],
  }),
});

/** Stories of a PRD, or given by hand, as one proposal. */
export const proposeTickets = defineCapability({
  name: "tickets.propose",
  summary: "Propose a list of tickets: a line each, or what a PRD plans.",
  risk: "record",
  command: "/tickets",
  usage: "/tickets PROJECT a line for each ticket · /tickets PROJECT prd:3",
  input: z.object({
    project: ProjectField,
    prd: PrdField.optional(),
    lines: z
      .string()
      .trim()
      .max(LINES_MAX)
      .optional()
      .meta({ takesRest: true })
      .describe(
        "A line for each, or “;” between them on one line; “# Title” begins an epic. Without any, all that the PRD plans.",
      ),
    by_line: z
      .boolean()
      .default(false)
      .meta({ isNamed: true })
      .describe("Whether there is a line for each, so that “;” belongs to a title."),
  }),
  result: z.object({ number: z.number(), does: z.string(), status: z.string() }),
  async run(context, { project, prd: number, lines, by_line: isByLine }) {
    const source = number === undefined ? undefined : await readPlan(context, number);
    const plan = source?.plan ?? { epics: [] };
    const rows = readRows(listLines(lines, plan, isByLine), plan);
    if (rows.length === 0) throw new UserError("Write a line for each ticket, or name a PRD that plans some: prd:3");
    const input = { project, prd: number ?? null, version: source?.version ?? null, rows };
    const cause = source && { ref: `prd:${number}`, words: `PRD ${number} plans them: ${source.prd.title}.` };
    const isTainted = source?.prd.origin.isTainted ?? false;
    const call = { name: "issue.create-plan", input };
    const approval = await proposeCall(context, call, { isTainted, ...(cause && { cause }) });
    return { number: approval.number, does: approval.grounds.preview.does, status: approval.status };
  },
  view: ({ number, does, status }) => {
    const text = status === "pending" ? `Asked for approval ${number}: ${does}.` : `Approval ${number}: ${does}.`;
    return say(text);
  },
});

/** The form opens also where nobody knows yet where the tickets go. */
async function remark(context: Context, project: string | null, rows: readonly { title: string }[]): Promise<Remark[]> {
  if (project === null) return [];
  const titles = rows.map(({ title }) => title);
  try {
    return await remarkTwins(context, await spotOfProject(context, project), titles);
  } catch (error) {
    if (error instanceof UserError) return [{ words: error.message, links: [] }];
    throw error;
  }
}

/** Without any, those that are planned; of what was typed in a form, each line is one. */
function listLines(lines: string | undefined, plan: TicketPlan, isByLine: boolean): string {
  if (lines === undefined) return toEditable(plan);
  return isByLine ? lines : toLines(lines, plan);
}

async function readPlan(context: Context, number: number) {
  const { prd, head } = await requireText(context, number);
  return { prd, version: head.id, plan: parseTicketPlan(head.text) };
}
