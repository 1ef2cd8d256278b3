import type { Person, Team } from "#domain/directory";
import { teamScope } from "#domain/scopes";
import type { Context } from "#kernel/context";

const LINES_MAX = 10;
const TITLE_MAX = 120;

export interface OwnWork {
  yesterday: string;
  today: string;
  blockers: string;
}

/** What the facts say already of one person, so that they need not write it: shown to them alone, until they send it. */
export async function findOwnWork(context: Context, person: Person, team: Team): Promise<OwnWork> {
  const now = context.now();
  const { repositories, calendar } = teamScope(team);
  const logins = new Set(person.accounts.filter(({ vendor }) => vendor === "github").map(({ handle }) => handle));
  const window = { from: calendar.startOfLastWorkingDay(now), to: now };
  const [ended, open, blockers] = await Promise.all([
    context.facts.endedPullRequests(repositories, window),
    context.facts.openPullRequests(repositories, now),
    context.acting.blockers(now),
  ]);
  const mine = open.filter(({ author }) => logins.has(author));
  const subjects = new Set(mine.map(({ subject }) => subject));
  return {
    yesterday: toLines(
      ended.filter((one) => one.mergedAt !== null && logins.has(one.author)).map((one) => `Merged ${nameOf(one)}`),
    ),
    today: toLines(mine.map(nameOf)),
    blockers: toLines(
      blockers.filter(({ subject }) => subjects.has(subject)).map(({ subject, why }) => `${subject}: ${why}`),
    ),
  };
}

function nameOf({ subject, title }: { subject: string; title: string }): string {
  return `${subject} ${title.slice(0, TITLE_MAX)}`;
}

function toLines(lines: readonly string[]): string {
  return lines.slice(0, LINES_MAX).join("\n");
}
