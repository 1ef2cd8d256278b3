import type { AttentionItem } from "#domain/attention";
import type { Finding } from "#domain/findings";
import type { PullRequest } from "#domain/pull-request";
import { accountOf, requirePerson } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";

/** A person who asks what needs them. */
export interface Viewer {
  /** Their logins on GitHub. */
  logins: ReadonlySet<string>;
  teams: { key: string; name: string }[];
}

/** Nobody can ask this for somebody else. */
export async function findViewer(context: Context): Promise<Viewer> {
  if (!accountOf(context)) throw new UserError("Only in Slack do I know who you are, and so what is yours.");
  const person = await requirePerson(context);
  const logins = person.accounts.filter(({ vendor }) => vendor === "github").map(({ handle }) => handle);
  const teams = (await context.directory.teams()).filter(({ members }) => members.some(({ id }) => id === person.id));
  return { logins: new Set(logins), teams: teams.map(({ key, name }) => ({ key, name })) };
}

interface Kept {
  findings: Finding[];
  open: PullRequest[];
}

/** Of what there is that in which a person has a part: as author, as reviewer, or because the next step is theirs. */
export function keepTheirs(viewer: Viewer | undefined, { findings, open }: Kept) {
  if (!viewer) return { findings, open, rank: (lines: AttentionItem[]) => lines };
  const isTheirs = (accounts: readonly string[]) => accounts.some((login) => viewer.logins.has(login));
  const own = open.filter(({ author, requestedReviewers }) => isTheirs([author, ...requestedReviewers]));
  const owned = findings.filter(({ owners }) => isTheirs(owners));
  const subjects = new Set([...own, ...owned].map(({ subject }) => subject));
  return {
    findings: findings.filter(({ subject }) => subjects.has(subject)),
    open: own,
    /** Their own steps stand before what they wait for others with. */
    rank: (lines: AttentionItem[]) =>
      lines.toSorted((a, b) => Number(isTheirs(b.owners)) - Number(isTheirs(a.owners)) || a.rank - b.rank),
  };
}
