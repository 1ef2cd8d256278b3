import { z } from "zod";
import { defineEffect, type Preview, type Row } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { sha256 } from "#lib/hash";
import { explainIssue, joinIssues, toIssues } from "#lib/issues";
import { createIssue } from "./create.ts";
import { ProjectField } from "./fields.ts";
import { assertAllowed, type Spot, spotOfProject, versionOf } from "./places.ts";
import { remarkTwins } from "./twins.ts";

const ROWS_MAX = 100;
/** As long as the number of a ticket can be. */
const NUMBER_MAX = 999_999_999;
const ISSUES_MAX = 10;

const TicketRow = z.object({
  title: z.string().trim().min(1).max(255).describe("The title, in one line."),
  body: z.string().max(20_000).default("").describe("What it is about, in Markdown."),
  kind: z.enum(["epic", "story", "task"]).default("task").describe("epic, story or task."),
  parent: z.number().int().min(0).nullable().default(null).describe("The row that it is a part of, counted from 0."),
  after: z.array(z.number().int().min(0)).max(ROWS_MAX).default([]).describe("The rows that come before it."),
  serves: z.array(z.string().max(20)).max(50).default([]).describe("The requirements that it is for, like R1."),
});
type TicketRow = z.output<typeof TicketRow>;

const Input = z.object({
  project: ProjectField,
  prd: z.number().int().positive().nullable().default(null).describe("The number of the PRD that they come from."),
  version: z.string().max(64).nullable().default(null).describe("The version of the PRD."),
  rows: z.array(TicketRow).min(1).max(ROWS_MAX).describe("The tickets, each after those that it needs."),
});

/** A list of tickets that is agreed to once: each of them is then made by itself, once, after those that it needs. */
export const createPlan = defineEffect({
  name: "issue.create-plan",
  summary: "Create a list of tickets, with what is above and before each, in the tracker of their project.",
  risk: "medium",
  vendor: "jira",
  settleMs: 0,
  input: Input,
  result: z.object({ tickets: z.number() }),
  // Whoever may not make one ticket may not make many.
  claims: () => ["issue.create"],
  target: ({ project, prd, rows }) =>
    `plan:${project.toLowerCase()}/${prd ?? sha256(rows.map(({ title }) => title).join("\n")).slice(0, 16)}`,

  async preview(context, input): Promise<Preview> {
    assertOrder(input.rows);
    const spot = await spotOfProject(context, input.project);
    assertAllowed(context, spot);
    assertRows(input, spot);
    const { tracker, ref, project } = spot;
    const { name, url } = await tracker.destination(context, ref);
    const from = input.prd === null ? "" : ` from PRD ${input.prd}`;
    return {
      ...{ vendor: spot.name, version: versionOf(spot, ref), objects: input.rows.length },
      does: `Create ${count(input.rows)}${from} in ${ref} (${tracker.label})`,
      ...{ subject: `${ref} ${name}`, link: url, project: project?.key ?? null, team: project?.team ?? null },
      place: spot.name === "github" ? { kind: "external" } : { kind: "private", members: Number.POSITIVE_INFINITY },
      payload: input.rows.map((row, index) => ({ label: labelOf(row, index), text: describeRow(row) })),
    };
  },
  async remarks(context, { project, rows }) {
    const titles = rows.map(({ title }) => title);
    return remarkTwins(context, await spotOfProject(context, project), titles);
  },
  /** Nothing is written yet: each row is an effect of its own. */
  run: async (_writing, { rows }) => ({ tickets: rows.length }),
  reconcile: async (_context, { rows }) => ({ tickets: rows.length }),
  fanOut: ({ project, rows }) => rows.map((row, index) => toRow(project, rows, { row, index })),

  async onRow({ prds, now }, { prd: number, version, rows }, { index, result }) {
    const prd = number === null ? undefined : await prds.find(number);
    const made = Created.safeParse(result);
    const row = rows[index];
    if (!prd || !row || !made.success) return;
    for (const requirement of row.serves) {
      const link = { prd: prd.id, requirement, ref: made.data.issue, title: row.title, url: made.data.url };
      await prds.link({ ...link, version: version ?? "", by: "adjutant" }, now());
    }
  },

  view: ({ tickets }) => ({
    text: `${tickets} tickets are being made.`,
    nodes: [{ type: "text", content: [`${tickets} tickets are being made.`] }],
  }),
});

const Created = z.object({ issue: z.string(), url: z.string() });

/** What a ticket needs stands before it in the list, so that nothing waits for itself. */
function assertOrder(rows: readonly TicketRow[]): void {
  for (const [index, { parent, after }] of rows.entries()) {
    const needs = [...after, ...(parent === null ? [] : [parent])];
    if (needs.every((need) => need < index)) continue;
    throw new UserError(`Ticket ${index + 1} needs one that stands after it. Put what comes first before.`);
  }
}

/** What issue.create would refuse of a ticket is said before anybody is asked; how those before it will be called is guessed. */
function assertRows({ project, rows }: Pick<z.output<typeof Input>, "project" | "rows">, { name, ref }: Spot): void {
  const issue = `${ref}${name === "github" ? "#" : "-"}${NUMBER_MAX}`;
  const guesses = new Map(rows.map((_row, index) => [index, { issue, url: "" }]));
  const wrong = rows.flatMap((row, index) => {
    const call = toRow(project, rows, { row, index }).call(guesses);
    const read = createIssue.input.safeParse(call.input, { error: explainIssue });
    return read.success ? [] : toIssues(read.error).map((found) => `Ticket ${index + 1}: ${joinIssues([found])}`);
  });
  if (wrong.length > 0) throw new UserError(wrong.slice(0, ISSUES_MAX).join("\n"));
}

function toRow(project: string, rows: readonly TicketRow[], { row, index }: { row: TicketRow; index: number }): Row {
  const { title, body, kind, parent, after } = row;
  return {
    label: labelOf(row, index),
    after: [...after, ...(parent === null ? [] : [parent])],
    call(results) {
      const refOf = (place: number) => readMade(results.get(place), rows[place]?.title ?? "");
      const before = after.map((place) => `Depends on ${refOf(place)}: ${rows[place]?.title ?? ""}`);
      const text = [body, before.join("\n")].filter((part) => part !== "").join("\n\n");
      const input = { project, title, body: text, kind, parent: parent === null ? null : refOf(parent) };
      return { name: "issue.create", input };
    },
  };
}

/** Of what a person says happened nobody knows which ticket it is. */
function readMade(result: unknown, title: string): string {
  const made = Created.safeParse(result);
  if (made.success) return made.data.issue;
  throw new UserError(`It is not known which ticket “${title}” became, so nothing can refer to it.`);
}

function labelOf({ kind, title }: TicketRow, index: number): string {
  return `${index + 1}. ${kind === "epic" ? "Epic: " : ""}${title}`;
}

function describeRow({ body, parent, after }: TicketRow): string {
  return [
    ...(body === "" ? [] : [body]),
    ...(parent === null ? [] : [`Part of ${parent + 1}.`]),
    ...(after.length === 0 ? [] : [`After ${after.map((place) => place + 1).join(", ")}.`]),
  ].join("\n");
}

function count(rows: readonly TicketRow[]): string {
  return rows.length === 1 ? "a ticket" : `${rows.length} tickets`;
}
