import { type Change, ChangeError } from "./change.ts";
import type { Repo } from "./model.ts";
import type { Scribe } from "./scribe.ts";
import { isPull, type Pull, type Thread } from "./work.ts";

export function requirePeople({ state }: Scribe, change: Change): void {
  const reviewers = "reviewers" in change ? (change.reviewers ?? []) : [];
  const named = [...("by" in change ? [change.by] : []), ...("login" in change ? [change.login] : []), ...reviewers];
  for (const login of named) {
    if (!state.people.some((person) => person.login === login)) throw new ChangeError(`Nobody is called ${login}.`);
  }
}

export function findRepo({ state }: Scribe, name: string): Repo {
  const repo = state.repos.find((one) => one.name === name || one.fullName === name);
  if (!repo) throw new ChangeError(`There is no repository ${name}.`);
  return repo;
}

export function findThread(scribe: Scribe, { repo: name, number }: { repo: string; number: number }): Thread {
  const repo = findRepo(scribe, name);
  const threads: Thread[] = [...scribe.state.pulls, ...scribe.state.issues];
  const thread = threads.find((one) => one.repo === repo && one.number === number);
  if (!thread) throw new ChangeError(`There is no #${number} in ${name}.`);
  return thread;
}

export function findOpenPull(scribe: Scribe, at: { repo: string; number: number }): Pull {
  const pull = findThread(scribe, at);
  if (!isPull(pull) || pull.state === "closed") throw new ChangeError(`#${at.number} is no open pull request.`);
  return pull;
}

export function findMerged(scribe: Scribe, at: { repo: string; number: number }): Pull {
  const pull = findThread(scribe, at);
  if (!isPull(pull) || !pull.mergedAt) throw new ChangeError(`#${at.number} has not been merged.`);
  return pull;
}
