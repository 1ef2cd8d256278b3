import { z } from "zod";
import { Key, Project, Tracker } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { View } from "#lib/view";
import { signature } from "./person.ts";

/** Keys of projects are those of the tracker, in capitals: they are what tickets begin with. */
const ProjectKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,19}$/, { error: "Use the key that tickets begin with, like ACME." });

const Fields = z.object({
  name: z.string().trim().min(1).max(120).describe("What people call it."),
  tracker: Tracker.describe("Where its tickets live: github, jira or linear."),
  team: Key.describe("Key of the team it belongs to."),
  description: z.string().max(2_000).describe("What it is about."),
});

export const listProjects = defineCapability({
  name: "projects",
  summary: "The projects, whose keys make a text a ticket reference.",
  risk: "read",
  command: "/adjutant projects",
  input: z.object({}),
  result: z.object({ projects: z.array(Project) }),
  async run({ directory }) {
    return { projects: await directory.projects() };
  },
  view: ({ projects }) => describeProjects(projects),
});

export const createProject = defineCapability({
  name: "projects.create",
  summary: "Add a project under a key of its own.",
  risk: "record",
  input: Fields.partial()
    .required({ name: true })
    .extend({ key: ProjectKey.describe("The key that tickets begin with, like ACME.") })
    .pick({ key: true, name: true, tracker: true, team: true, description: true }),
  result: Project,
  async run(context, { key, name, tracker = "jira", team = null, description = null }) {
    const project = { key, name, tracker, team, description };
    if (team && !(await context.directory.team(team))) throw new UserError(`There is no team “${team}”.`);
    const isNew = await context.directory.createProject(project, signature(context));
    if (!isNew)
      throw new UserError(`The key ${key} is taken. Change that project with projects.update, or use another key.`);
    return project;
  },
  view: (project) => describeProjects([project]),
});

export const updateProject = defineCapability({
  name: "projects.update",
  summary: "Change what is named of a project.",
  risk: "record",
  input: z.object({ key: ProjectKey.describe("Key of the project.") }).extend(Fields.partial().shape),
  result: Project,
  async run(context, { key, ...change }) {
    if (change.team && !(await context.directory.team(change.team)))
      throw new UserError(`There is no team “${change.team}”.`);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length === 0) throw new UserError("Say what to change: name, tracker, team or description.");
    const isThere = await context.directory.updateProject(key, given, signature(context));
    const project = isThere && (await context.directory.projects()).find((candidate) => candidate.key === key);
    if (!project) throw new UserError(`There is no project ${key}.`);
    return project;
  },
  view: (project) => describeProjects([project]),
});

export const removeProject = defineCapability({
  name: "projects.remove",
  summary: "Forget a project; its tickets stay where they are.",
  risk: "record",
  input: z.object({ key: ProjectKey.describe("Key of the project.") }),
  result: z.object({ key: z.string() }),
  async run({ directory }, { key }) {
    if (!(await directory.removeProject(key))) throw new UserError(`There is no project ${key}.`);
    return { key };
  },
  view: ({ key }) => ({
    text: `The project ${key} is gone.`,
    nodes: [{ type: "text", content: [`The project ${key} is gone.`] }],
  }),
});

function describeProjects(projects: Project[]): View {
  if (projects.length === 0) {
    const text = "There is no project yet. Until there is one, any key like ABC-1 counts as a ticket.";
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "note", content: [{ code: "/adjutant projects.create key:ACME name:Acme tracker:jira" }] },
      ],
    };
  }
  return {
    text: `${projects.length} ${projects.length === 1 ? "project" : "projects"}: ${projects.map(({ key }) => key).join(", ")}.`,
    nodes: [
      {
        type: "items",
        items: projects.map(({ key, name, tracker, team, description }) => ({
          content: [{ bold: key }, ` ${name}, tickets in ${tracker}${team ? `, team ${team}` : ""}`],
          ...(description && { detail: [description] }),
        })),
      },
    ],
  };
}
