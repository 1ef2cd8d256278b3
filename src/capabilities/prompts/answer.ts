import { z } from "zod";
import type { Team } from "#domain/directory";
import { subjectsIn } from "#domain/schedule/answers";
import { openStandupOf } from "#domain/schedule/standup";
import { requirePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { DateField, TeamKeyField } from "./fields.ts";
import { requireOwnTeam } from "./form.ts";

const WORDS_MAX = 2_000;
const REASON_MAX = 300;

const Words = z.string().trim().max(WORDS_MAX).default("");

export const answerStandup = defineCapability({
  name: "prompts.answer",
  summary: "Say what there is to say for a team's standup, in your own words.",
  risk: "record",
  input: z.object({
    team: TeamKeyField,
    date: DateField,
    yesterday: Words.describe("What was done since the last standup."),
    today: Words.describe("What comes next."),
    blockers: Words.describe("What is in your way; a pull request that is named counts as blocked."),
  }),
  result: z.object({ team: z.string(), date: z.string(), text: z.string(), blocked: z.array(z.string()) }),
  async run(context, { team: key, date: wanted, ...words }) {
    const person = await requirePerson(context);
    const team = await requireOwnTeam(context, key, person.id);
    const at = context.now();
    const date = await findDate(context, team, wanted);
    const before = await context.standups.answerOf(person.id, { team: key, date });
    if (!before && Object.values(words).every((one) => one === "")) throw new UserError("today: All of it is empty.");
    await context.standups.answer({ person: person.id, team: key, date, ...words, at });
    const blocked = await takeBlockers(context, words.blockers, subjectsIn(before?.blockers ?? ""));
    const day = date === wanted ? date : `${date}, because that of ${wanted} is closed`;
    const also = blocked.length > 0 ? ` Blocked: ${blocked.join(", ")}.` : "";
    return { team: key, date, text: `It stands in the standup of ${team.name} on ${day}.${also}`, blocked };
  },
  view: ({ team, date, text }) => ({
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [
          {
            ...{ label: "Change…", description: `Change what you said for ${team}`, opens: "dialog" },
            call: { name: "prompts.form", input: { team, date } },
          },
        ],
      },
    ],
  }),
});

/** After the standup has closed it is for the next one. */
async function findDate(context: Context, team: Team, wanted: string): Promise<string> {
  const open = openStandupOf(await context.schedules.list(), team, context.now());
  return open && wanted < open.date ? open.date : wanted;
}

/** What somebody says outranks what it looks like; what they take back is blocked no longer. */
async function takeBlockers(context: Context, why: string, before: readonly string[]): Promise<string[]> {
  const { acting, facts, signals, actor, now } = context;
  const named = subjectsIn(why);
  const at = now();
  const pulls = await facts.pullRequests(named, at);
  const blocked = pulls.filter(({ state }) => state === "open").map(({ subject }) => subject);
  for (const subject of blocked) await acting.block({ subject, why: why.slice(0, REASON_MAX), by: actor.id, at });
  const freed = before.filter((subject) => !named.includes(subject));
  const own = (await acting.blockers(at)).filter(({ subject, by }) => by === actor.id && freed.includes(subject));
  for (const { subject } of own) await acting.unblock({ subject, by: actor.id, at });
  const touched = [...blocked, ...own.map(({ subject }) => subject)];
  if (touched.length > 0) await signals.evaluate(at, touched);
  return blocked;
}
