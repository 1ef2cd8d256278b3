import { z } from "zod";
import { Key } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";

export const removeTeam = defineCapability({
  name: "teams.remove",
  summary: "Forget a team; its facts and people stay.",
  risk: "record",
  input: z.object({ key: Key.describe("Key of the team.") }),
  result: z.object({ key: z.string() }),
  async run({ directory }, { key }) {
    if (!(await directory.removeTeam(key))) throw new UserError(`There is no team “${key}”.`);
    return { key };
  },
  view: ({ key }) => ({
    text: `The team ${key} is gone.`,
    nodes: [{ type: "text", content: [`The team ${key} is gone.`] }],
  }),
});
