import { z } from "zod";
import { Team } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { describeTeams } from "./view.ts";

export const listTeams = defineCapability({
  name: "teams",
  summary: "The teams with their members, repositories and working days.",
  risk: "read",
  command: "/adjutant teams",
  input: z.object({}),
  result: z.object({ teams: z.array(Team) }),
  async run({ directory }) {
    return { teams: await directory.teams() };
  },
  view: ({ teams }) => describeTeams(teams),
});
