import { z } from "zod";
import type { Team } from "#domain/directory";
import { requirePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { DateField, TeamKeyField } from "./fields.ts";
import { findOwnWork } from "./own-work.ts";

const Words = z.object({ yesterday: z.string(), today: z.string(), blockers: z.string() });

export const answerForm = defineCapability({
  name: "prompts.form",
  summary: "The form in which somebody says what they have to say for a standup.",
  risk: "read",
  input: z.object({ team: TeamKeyField, date: DateField }),
  result: Words.extend({ team: z.string(), team_name: z.string(), date: z.string(), is_answered: z.boolean() }),
  async run(context, { team: key, date }) {
    const person = await requirePerson(context);
    const team = await requireOwnTeam(context, key, person.id);
    const said = await context.standups.answerOf(person.id, { team: key, date });
    const { yesterday, today, blockers } = said ?? (await findOwnWork(context, person, team));
    return { team: key, team_name: team.name, date, yesterday, today, blockers, is_answered: said !== undefined };
  },
  view: ({ team, team_name, date, ...words }) => ({
    text: `Standup of ${team_name}, ${date}: yesterday, today, and what is in your way.`,
    nodes: [
      { type: "header", text: "Standup" },
      { type: "text", content: [`For the standup of ${team_name} on ${date}, which shows it in your words.`] },
      {
        type: "form",
        call: { name: "prompts.answer", input: { team, date } },
        submit: words.is_answered ? "Change" : "Send",
        fields: [
          {
            ...{
              name: "yesterday",
              label: "Since the last standup",
              value: words.yesterday,
              isRequired: false,
              isLong: true,
            },
            hint: "What you merged is filled in. Change it as you like.",
          },
          {
            ...{ name: "today", label: "Today", value: words.today, isRequired: false, isLong: true },
            hint: "What you have open is filled in.",
          },
          {
            ...{ name: "blockers", label: "In your way", value: words.blockers, isRequired: false, isLong: true },
            hint: "Name a pull request like acme/api#7, and it counts as blocked.",
          },
        ],
      },
    ],
  }),
});

/** The team, of which whoever asks is a member. */
export async function requireOwnTeam({ directory }: Context, key: string, person: string): Promise<Team> {
  const team = await directory.team(key);
  if (team?.members.some(({ id }) => id === person)) return team;
  throw new UserError(`You are no member of a team “${key}”.`);
}
