import { Project, ProjectKey } from "#domain/directory";
import { signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { Fields } from "./fields.ts";
import { describeProjects } from "./view.ts";

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
    const isNew = await context.directory.createProject(project, signatureOf(context));
    if (!isNew)
      throw new UserError(`The key ${key} is taken. Change that project with projects.update, or use another key.`);
    return project;
  },
  view: (project) => describeProjects([project]),
});
