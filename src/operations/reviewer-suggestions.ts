import { type Codeowners, parseCodeowners } from "#domain/acting/codeowners";
import { heldBy } from "#domain/acting/nudges";
import { listMatters } from "#domain/acting/plan";
import type { Suggestion } from "#domain/acting/records";
import { type Reviewing, type Suggested, suggestColleagues, suggestReviewers } from "#domain/acting/reviewers";
import { isWilling, type Situation } from "#domain/acting/situation";
import type { Person } from "#domain/directory";
import type { PullRequest } from "#domain/pull-request";
import { DAY_MS } from "#lib/time";
import type { Acting } from "./acting.ts";

/** GitHub is asked twice for each; the others have their turn the next time. */
const LOOKUPS_MAX = 10;
const FRESH_MS = DAY_MS;
const LATELY_MS = 60 * DAY_MS;

/** Who might review what waits for a review that nobody was asked for; looked up once a day for each. */
export async function findSuggestions(acting: Acting, situation: Situation): Promise<Map<string, Suggestion>> {
  const { now } = situation;
  const found = new Map(situation.suggestions);
  const isFresh = ({ subject }: PullRequest) => {
    const known = found.get(subject);
    return known !== undefined && now.getTime() - known.at.getTime() < FRESH_MS && canBeAsked(situation, known);
  };
  const waiting = listWaiting(situation).filter((pull) => !isFresh(pull));
  for (const pull of waiting) found.delete(pull.subject);
  if (waiting.length === 0) return found;

  const suggested = countEach([...found.values()].map(({ login }) => login));
  const search = await prepare(acting, situation, suggested);
  for (const pull of waiting.slice(0, LOOKUPS_MAX)) {
    const [best] = await search(pull);
    if (!best) continue;
    const suggestion = { subject: pull.subject, ...best, at: now };
    await acting.ports.acting.suggest(suggestion);
    found.set(pull.subject, suggestion);
    suggested.set(best.login, (suggested.get(best.login) ?? 0) + 1);
  }
  return found;
}

function canBeAsked(situation: Situation, { login, subject }: Suggestion): boolean {
  return isWilling(situation, situation.byLogin.get(login), subject);
}

/** Those of which nobody was asked for a review, although somebody should be. */
function listWaiting(situation: Situation): PullRequest[] {
  const subjects = new Set(
    listMatters(situation)
      .filter(
        ({ signal, then }) => signal.kind === "pr_without_review" || then.nudge === "reviewer" || then.suggestsReviewer,
      )
      .map(({ signal }) => signal.subject),
  );
  const pulls = [...subjects].flatMap((subject) => situation.pulls.get(subject) ?? []);
  return pulls.filter((pull) => pull.requestedReviewers.length === 0 && heldBy(pull, "") === undefined);
}

type Search = (pull: PullRequest) => Promise<Suggested[]>;

/** Reads once what is the same for all: who is asked for how many reviews, and who stands behind a team or an address. */
async function prepare(acting: Acting, situation: Situation, suggested: Map<string, number>): Promise<Search> {
  const load = countReviews(await acting.ports.facts.openPullRequests(null, situation.now));
  const membersOf = createMembers(situation);
  const files = new Map<string, Promise<Codeowners | null>>();
  return async (pull) => {
    const codeowners = files.get(pull.repo) ?? readCodeowners(acting, pull.repo);
    files.set(pull.repo, codeowners);
    const reviewing: Reviewing = {
      ...{ author: pull.author, load, suggested, membersOf },
      unavailable: findUnavailable(situation, pull.subject),
    };
    return searchFor(acting, { pull, codeowners: await codeowners, reviewing });
  };
}

interface Searched {
  pull: PullRequest;
  codeowners: Codeowners | null;
  reviewing: Reviewing;
}

async function searchFor(acting: Acting, { pull, codeowners, reviewing }: Searched): Promise<Suggested[]> {
  const paths = codeowners ? await readPaths(acting, pull) : [];
  const owners = codeowners ? suggestReviewers(codeowners, paths, reviewing) : [];
  return owners.length > 0 ? owners : suggestColleagues(await countColleagues(acting, pull.repo), reviewing);
}

/** Without an answer from GitHub there are still those who worked in the repository. */
async function readCodeowners({ ports, log }: Acting, repo: string): Promise<Codeowners | null> {
  try {
    const text = await ports.vendors.github?.codeowners(repo);
    return text ? parseCodeowners(text) : null;
  } catch (error) {
    log.warn({ error, repo }, "code owners could not be read");
    return null;
  }
}

async function readPaths({ ports, log }: Acting, { repo, number }: PullRequest): Promise<string[]> {
  try {
    return (await ports.vendors.github?.changedPaths({ repo, number })) ?? [];
  } catch (error) {
    log.warn({ error, repo, number }, "changed paths could not be read");
    return [];
  }
}

/** Who wrote and reviewed there within two months, and how often. */
async function countColleagues({ ports, now }: Acting, repo: string): Promise<Map<string, number>> {
  const at = now();
  const window = { from: new Date(at.getTime() - LATELY_MS), to: at };
  const pulls = await ports.facts.endedPullRequests([repo], window);
  const humans = pulls.filter(({ authorKind }) => authorKind === "human");
  return countEach(humans.flatMap(({ author, reviews }) => [author, ...reviews.map(({ person }) => person)]));
}

function countReviews(pulls: readonly PullRequest[]): Map<string, number> {
  return countEach(pulls.flatMap(({ requestedReviewers }) => requestedReviewers));
}

function countEach(logins: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const login of logins) counts.set(login, (counts.get(login) ?? 0) + 1);
  return counts;
}

function findUnavailable(situation: Situation, subject: string): Set<string> {
  const all = [...situation.byLogin];
  return new Set(all.filter(([, person]) => !isWilling(situation, person, subject)).map(([login]) => login));
}

/** The logins behind an address, and behind "@acme/core" where we have a team of that key. */
function createMembers({ byLogin, teams }: Situation): Reviewing["membersOf"] {
  const all = [...byLogin];
  const logins = (isMeant: (person: Person) => boolean) =>
    all.filter(([, person]) => isMeant(person)).map(([login]) => login);
  return (owner) => {
    if (!owner.startsWith("@")) return logins(({ email }) => email === owner);
    const team = teams.find(({ key }) => key === owner.split("/")[1]);
    return logins(({ id }) => team?.members.some((member) => member.id === id) ?? false);
  };
}
