import { type Change, ChangeError } from "./change.ts";
import { closeIssue, commentOn, commentOnLine, deploy, finishRun, openIssue } from "./delivery.ts";
import { findMerged, findOpenPull, findRepo, findThread, requirePeople } from "./finding.ts";
import { type Conclusion, isPull, type Pull, type Repo, type Thread } from "./model.ts";
import { endPull, mergePull, openPull, pushCommit, readyPull, reviewPull } from "./pulls.ts";
import type { Scribe } from "./scribe.ts";

type Kind = Change["change"];

type Doers = { [K in Kind]: (change: Extract<Change, { change: K }>) => Thread | Repo };

export interface Changes {
  /** Makes it happen at this moment. Throws ChangeError when it cannot. */
  make(change: Change): Thread | Repo;
}

export function createChanges(scribe: Scribe, now: () => Date): Changes {
  const doers = { ...createPullChanges(scribe, now), ...createOtherChanges(scribe, now) } satisfies Doers;
  return {
    make(change) {
      requirePeople(scribe, change);
      // The table is complete and each entry takes its own kind, which the compiler cannot see through the lookup.
      const make = doers[change.change] as (change: Change) => Thread | Repo;
      return make(change);
    },
  };
}

type PullKind = "open" | "push" | "review" | "check" | "ready" | "merge" | "close" | "revert";

function createPullChanges(scribe: Scribe, now: () => Date): Pick<Doers, PullKind> {
  const act = (at: { repo: string; number: number }, happen: (pull: Pull, at: Date) => void) => {
    const pull = findOpenPull(scribe, at);
    happen(pull, now());
    return pull;
  };
  return {
    open: ({ repo, by, title, ticket = null, isDraft = false, reviewers = [], lines = 60 }) =>
      openPull(scribe, {
        ...{ repo: findRepo(scribe, repo), title, author: by, at: now() },
        ...{ ticket, isDraft, reviewers, lines },
      }),
    push: (at) => act(at, (pull, moment) => pushCommit(scribe, pull, moment)),
    review: ({ by: author, state, body = null, ...at }) =>
      act(at, (pull, moment) => reviewPull(scribe, pull, { author, state, body, at: moment })),
    check: ({ conclusion, ...at }) => act(at, (pull, moment) => checkHead(scribe, pull, { conclusion, at: moment })),
    ready: (at) => act(at, (pull, moment) => readyPull(scribe, pull, moment)),
    merge: ({ by, ...at }) => act(at, (pull, moment) => mergePull(scribe, pull, { by, at: moment })),
    close: ({ by, ...at }) => act(at, (pull, moment) => endPull(scribe, pull, { by, at: moment })),
    revert: ({ by, ...at }) => revert(scribe, findMerged(scribe, at), { by, at: now() }),
  };
}

function createOtherChanges(scribe: Scribe, now: () => Date): Omit<Doers, PullKind> {
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

function checkHead(scribe: Scribe, pull: Pull, { conclusion, at }: { conclusion: Conclusion; at: Date }): void {
  const { repo, head, title, author: actor } = pull;
  const run = { repo, name: "CI", event: "pull_request" as const, branch: head.ref, sha: head.sha, title, actor };
  finishRun(scribe, { ...run, conclusion, startedAt: at, finishedAt: at });
}

function revert(scribe: Scribe, pull: Pull, { by, at }: { by: string; at: Date }): Pull {
  return openPull(scribe, {
    ...{ repo: pull.repo, title: `Revert "${pull.title}"`, author: by, at, lines: pull.additions + pull.deletions },
    ...{ branch: `revert-${pull.number}`, body: `Reverts ${pull.repo.fullName}#${pull.number}` },
  });
}
