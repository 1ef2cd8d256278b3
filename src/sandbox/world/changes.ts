import { type Change, ChangeError } from "./change.ts";
import { deploy } from "./delivery.ts";
import { findOpenPull, findRepo, findThread, requirePeople } from "./finding.ts";
import { closeIssue, commentOn, commentOnLine, openIssue } from "./issues.ts";
import { createMarkChanges, type MarkKind } from "./marking.ts";
import type { Repo } from "./model.ts";
import { createPullChanges, type Doers, type PullKind } from "./pull-changes.ts";
import type { Scribe } from "./scribe.ts";
import { isPull, type Thread } from "./work.ts";

export interface Changes {
  /** Makes it happen at this moment. Throws ChangeError when it cannot. */
  make(change: Change): Thread | Repo;
}

export function createChanges(scribe: Scribe, now: () => Date): Changes {
  const doers = {
    ...createPullChanges(scribe, now),
    ...createMarkChanges(scribe, now),
    ...createOtherChanges(scribe, now),
  } satisfies Doers;
  return {
    make(change) {
      requirePeople(scribe, change);
      // The table is complete and each entry takes its own kind, which the compiler cannot see through the lookup.
      const make = doers[change.change] as (change: Change) => Thread | Repo;
      return make(change);
    },
  };
}

function createOtherChanges(scribe: Scribe, now: () => Date): Omit<Doers, PullKind | MarkKind> {
  return {
    comment({ by: author, body, path, ...at }) {
      const thread = findThread(scribe, at);
      if (path === undefined) commentOn(scribe, thread, { author, body, at: now() });
      else commentOnLine(scribe, findOpenPull(scribe, at), { author, body, path, at: now() });
      return thread;
    },
    deploy({ repo: name, by: creator, conclusion }) {
      const repo = findRepo(scribe, name);
      deploy(scribe, { repo, creator, at: now(), finishedAt: now(), conclusion });
      return repo;
    },
    incident: ({ repo, by, title }) =>
      openIssue(scribe, {
        ...{ repo: findRepo(scribe, repo), title, author: by, labels: ["incident"], assignees: [by], at: now() },
        body: `root cause: ${findRepo(scribe, repo).headSha}`,
      }),
    resolve({ by, ...at }) {
      const issue = findThread(scribe, at);
      if (isPull(issue) || issue.state === "closed") throw new ChangeError(`#${at.number} is no open issue.`);
      closeIssue(scribe, issue, { by, at: now() });
      return issue;
    },
  };
}
