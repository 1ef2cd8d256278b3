import type { Observation } from "#domain/observation";
import { dayIn } from "#domain/schedule/standup";
import { EVERYTHING } from "#domain/scopes";
import type { Context } from "#kernel/context";
import type { Spoken } from "./report.ts";

const GONE = "Somebody";

/** What the members of a team were asked for that day's standup and have said, as it was known at the moment asked for. */
export async function hear({ standups, directory }: Context, { scope, asOf }: Observation): Promise<Spoken> {
  if (scope.key === EVERYTHING) return { expected: 0, said: [] };
  const standup = { team: scope.key, date: dayIn(scope.calendar.zone, asOf) };
  const [asked, answers, team] = await Promise.all([
    standups.asked(standup),
    standups.answers(standup, asOf),
    directory.team(scope.key),
  ]);
  const names = new Map(team?.members.map(({ id, name }) => [id, name]));
  return {
    // Whoever answers without having been asked is expected, too.
    expected: new Set([...asked, ...answers.map(({ person }) => person)]).size,
    said: answers.map(({ person, yesterday, today, blockers }) => ({
      ...{ name: names.get(person) ?? GONE, yesterday, today, blockers },
    })),
  };
}
