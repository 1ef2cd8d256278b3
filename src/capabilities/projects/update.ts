import { z } from "zod";
import { Project, ProjectKey } from "#domain/directory";
import { signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { Fields } from "./fields.ts";
import { describeProjects } from "./view.ts";

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
    const isThere = await context.directory.updateProject(key, given, signatureOf(context));
    const project = isThere && (await context.directory.projects()).find((candidate) => candidate.key === key);
    if (!project) throw new UserError(`There is no project ${key}.`);
    return project;
  },
  view: (project) => describeProjects([project]),
});
