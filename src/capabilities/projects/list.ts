import { z } from "zod";
import { Project } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { describeProjects } from "./view.ts";

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
