import { z } from "zod";
import { type Attempt, defineEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { BodyField, ProjectField, SETTLE_MS, TicketField } from "./fields.ts";
import { readNamed } from "./named.ts";
import { approvedParts, assertAllowed, lookFor, spotOfProject, versionOf } from "./places.ts";
import { type Created, KINDS, PRIORITIES } from "./tracker.ts";
import { remarkTwins } from "./twins.ts";

const TITLE_MAX = 255;

const Result = z.object({ issue: z.string(), url: z.string(), tracker: z.string() });
type Result = z.output<typeof Result>;

export const createIssue = defineEffect({
  name: "issue.create",
  summary: "Create a ticket, in the tracker of its project.",
  risk: "medium",
  vendor: "jira",
  settleMs: SETTLE_MS,
  input: z.object({
    project: ProjectField,
    title: z
      .string()
      .trim()
      .regex(/^[^\r\n]*$/, { error: "A title is one line." })
      .min(1)
      .max(TITLE_MAX)
      .describe("The title, in one line."),
    body: BodyField.default("").describe("What it is about, in Markdown."),
    priority: z.enum(PRIORITIES).optional().describe("urgent, high, medium or low, where the tracker has priorities."),
    kind: z.enum(KINDS).default("task").describe("task, bug, story or epic, where the tracker has them."),
    parent: TicketField.nullable().default(null).describe("The ticket that it is a part of, like API-12."),
  }),
  result: Result,
  variants: ({ priority }) => (priority === undefined ? [] : [`issue.create.${priority}`]),
  // Others may be made in the same project meanwhile; the same one may not.
  target: ({ project, title }) => `new:${project.toLowerCase()}/${title.toLowerCase()}`,

  async preview(context, input) {
    const spot = await spotOfProject(context, input.project);
    assertAllowed(context, spot);
    const { tracker, ref, project } = spot;
    const { name, url } = await tracker.destination(context, ref);
    const traits = tracker.traits({ ...input, priority: input.priority ?? null });
    return {
      ...{ vendor: spot.name, version: versionOf(spot, ref), does: `Create a ticket in ${ref} (${tracker.label})` },
      ...{ subject: `${ref} ${name}`, link: url, project: project?.key ?? null, team: project?.team ?? null },
      place: spot.name === "github" ? { kind: "external" } : { kind: "private", members: Number.POSITIVE_INFINITY },
      payload: [
        { label: "Title", text: input.title },
        { label: "Text", text: input.body },
        ...traits.map((text) => ({ label: "Kind", text })),
        ...(input.parent === null ? [] : [{ label: "Part of", text: input.parent }]),
      ],
    };
  },
  async remarks(context, { project, title }) {
    return remarkTwins(context, await spotOfProject(context, project), [title]);
  },
  async run(writing, { project, priority = null, ...ticket }, attempt) {
    const spot = await spotOfProject(writing, project);
    const ref = approvedRef(approvedParts(spot, attempt));
    return toResult(
      spot.tracker.label,
      await spot.tracker.create(writing, ref, { ticket: { ...ticket, priority }, attempt }),
    );
  },
  reconcile: (context, { project }, attempt) => lookFor(() => find(context, project, attempt)),
  async identify(context, input, words) {
    const { spot, created } = await readNamed(context, input, words);
    return toResult(spot.tracker.label, created);
  },
  linkOf: ({ url }) => url,
  inverse: (_input, { issue }) => ({ name: "issue.close", input: { issue } }),
  view: ({ issue, url, tracker }) => ({
    text: `Created ${issue} in ${tracker}.`,
    nodes: [{ type: "text", content: ["Created ", { link: url, label: issue }, ` in ${tracker}.`] }],
  }),
});

async function find(context: Context, project: string, attempt: Attempt): Promise<Result | undefined> {
  const spot = await spotOfProject(context, project);
  const ref = approvedRef(approvedParts(spot, attempt));
  const created = await spot.tracker.findCreated(context, ref, attempt);
  return created && toResult(spot.tracker.label, created);
}

function approvedRef([ref]: (string | null)[]): string {
  return ref ?? "";
}

function toResult(tracker: string, { ref, url }: Created): Result {
  return { issue: ref, url, tracker };
}
