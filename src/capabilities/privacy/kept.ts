import { z } from "zod";
import { requirePerson } from "#kernel/actor";
import type { Context } from "#kernel/context";

const QUESTIONS_MAX = 1_000;

const NEVER = [
  "No count, ranking, hours, presence or response time of a person is made, shown or kept.",
  "Answers for the standup are shown in people's own words, and who did not answer is told to nobody else.",
  "What was said in a private channel or a direct message is shown there alone.",
];

/** What is kept about one person, as it is exported. */
export const Kept = z.object({
  name: z.string(),
  email: z.string().nullable(),
  zone: z.string().nullable(),
  accounts: z.array(z.object({ vendor: z.string(), handle: z.string() })),
  teams: z.array(z.string()),
  away: z.array(z.object({ from: z.string(), to: z.string() })),
  /** Numbers of the schedules that post in their name. */
  schedules: z.array(z.number()),
  answers: z.array(
    z.object({ team: z.string(), date: z.string(), yesterday: z.string(), today: z.string(), blockers: z.string() }),
  ),
  questions: z.array(z.object({ asked_at: z.string(), question: z.string() })),
  never: z.array(z.string()),
});
export type Kept = z.output<typeof Kept>;

export async function gather(context: Context): Promise<Kept> {
  const { id, name, email, zone, accounts } = await requirePerson(context);
  const [own, answers, away, questions, teams] = await Promise.all([
    listOwn(context),
    context.standups.answersBy(id),
    context.directory.absences({ from: "0000-01-01", person: id }),
    context.questions.askedBy(context.actor.id, QUESTIONS_MAX),
    context.directory.teams(),
  ]);
  return {
    ...{ name, email, zone, accounts, never: NEVER },
    teams: teams.filter(({ members }) => members.some((member) => member.id === id)).map(({ key }) => key),
    away: away.map(({ from, to }) => ({ from, to })),
    schedules: own.map((schedule) => schedule.id),
    answers: answers.map(({ team, date, yesterday, today, blockers }) => ({ team, date, yesterday, today, blockers })),
    questions: questions.map(({ askedAt, text }) => ({ asked_at: askedAt.toISOString(), question: text })),
  };
}

export async function listOwn({ schedules, actor }: Pick<Context, "schedules" | "actor">) {
  return (await schedules.list()).filter(({ owner }) => owner === actor.id);
}
