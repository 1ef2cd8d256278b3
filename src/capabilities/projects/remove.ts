import { z } from "zod";
import { ProjectKey } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";

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
