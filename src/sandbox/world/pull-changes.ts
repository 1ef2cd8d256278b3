import type { Change } from "./change.ts";
import { finishRun } from "./delivery.ts";
import { findMerged, findOpenPull, findRepo } from "./finding.ts";
import type { Conclusion, Repo } from "./model.ts";
import { endPull, mergePull, openPull, pushCommit, readyPull, reviewPull } from "./pulls.ts";
import type { Scribe } from "./scribe.ts";
import type { Pull, Thread } from "./work.ts";

type Kind = Change["change"];

export type Doers = { [K in Kind]: (change: Extract<Change, { change: K }>) => Thread | Repo };

export type PullKind = "open" | "push" | "review" | "check" | "ready" | "merge" | "close" | "revert";

export function createPullChanges(scribe: Scribe, now: () => Date): Pick<Doers, PullKind> {
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
