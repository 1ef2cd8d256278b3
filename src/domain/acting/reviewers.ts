import type { Codeowners } from "./codeowners.ts";

const SUGGESTED_MAX = 3;

/** What is known of the people who might review. */
export interface Reviewing {
  /** In lower case, like every login here. */
  author: string;
  /** How many reviews each is asked for at the moment. */
  load: ReadonlyMap<string, number>;
  /** And how many more we have suggested them for, which are not asked for yet. */
  suggested?: ReadonlyMap<string, number>;
  /** Those who are away, or do not want to be asked about this. */
  unavailable: ReadonlySet<string>;
  /** The logins behind "@acme/core" and behind e-mail addresses; whoever is not in it cannot be asked. */
  membersOf(owner: string): readonly string[];
}

export interface Suggested {
  login: string;
  reason: string;
}

/**
 * Who might review a change of these paths: its code owners, those with the fewest open reviews first, then those who own
 * most of it. Never the author.
 */
export function suggestReviewers(codeowners: Codeowners, paths: readonly string[], reviewing: Reviewing): Suggested[] {
  const owned = new Map<string, number>();
  for (const path of paths) {
    for (const login of ownersOf(codeowners, path, reviewing)) owned.set(login, (owned.get(login) ?? 0) + 1);
  }
  return sortByLoad([...owned.keys()], owned, reviewing).map((login) => {
    const share = `owns ${owned.get(login)} of ${count(paths.length, "changed file")}`;
    return { login, reason: `${share}, has ${count(loadOf(reviewing, login), "review")} open` };
  });
}

/** The same where nobody owns anything: who has worked in the repository lately, by what they did there. */
export function suggestColleagues(active: ReadonlyMap<string, number>, reviewing: Reviewing): Suggested[] {
  const logins = [...active.keys()].filter((login) => canReview(login, reviewing));
  return sortByLoad(logins, active, reviewing).map((login) => ({
    login,
    reason: `worked in this repository lately, has ${count(loadOf(reviewing, login), "review")} open`,
  }));
}

function ownersOf(codeowners: Codeowners, path: string, reviewing: Reviewing): Set<string> {
  const logins = codeowners.ownersOf(path).flatMap((owner) => loginsOf(owner, reviewing));
  return new Set(logins.filter((login) => canReview(login, reviewing)));
}

function loginsOf(owner: string, { membersOf }: Reviewing): readonly string[] {
  return /^@[^/]+$/.test(owner) ? [owner.slice(1).toLowerCase()] : membersOf(owner.toLowerCase());
}

function canReview(login: string, { author, unavailable }: Reviewing): boolean {
  return login !== author && !unavailable.has(login);
}

function sortByLoad(logins: string[], share: ReadonlyMap<string, number>, reviewing: Reviewing): string[] {
  return logins
    .sort(
      (a, b) =>
        burdenOf(reviewing, a) - burdenOf(reviewing, b) ||
        (share.get(b) ?? 0) - (share.get(a) ?? 0) ||
        (a < b ? -1 : 1),
    )
    .slice(0, SUGGESTED_MAX);
}

function burdenOf({ load, suggested }: Reviewing, login: string): number {
  return (load.get(login) ?? 0) + (suggested?.get(login) ?? 0);
}

function loadOf({ load }: Reviewing, login: string): number {
  return load.get(login) ?? 0;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
