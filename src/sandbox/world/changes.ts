import { z } from "zod";
import { closeIssue, commentOn, commentOnLine, deploy, finishRun, openIssue } from "./delivery.ts";
import { type Conclusion, isPull, type Pull, type Repo, type Thread } from "./model.ts";
import { endPull, mergePull, openPull, pushCommit, readyPull, reviewPull } from "./pulls.ts";
import type { Scribe } from "./scribe.ts";

const At = { repo: z.string(), number: z.coerce.number().int() };
const By = { by: z.string() };
const Conclusions = z.enum(["success", "failure"]);

/** What can be made to happen, as plain data, so that a page and a test say it in the same way. */
export const Change = z.discriminatedUnion("change", [
  z.object({
    change: z.literal("open"),
    repo: z.string(),
    ...By,
    title: z.string().min(1).max(100_000),
    ticket: z.string().nullish(),
    isDraft: z.boolean().optional(),
    reviewers: z.array(z.string()).max(10).optional(),
    lines: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  z.object({ change: z.literal("push"), ...At }),
  z.object({
    change: z.literal("review"),
    ...At,
    ...By,
    state: z.enum(["approved", "changes_requested", "commented"]),
    body: z.string().max(100_000).optional(),
  }),
  z.object({
    change: z.literal("comment"),
    ...At,
    ...By,
    body: z.string().min(1).max(100_000),
    /** The file, for a comment on a line of a pull request. */
    path: z.string().max(1_000).optional(),
  }),
  z.object({ change: z.literal("check"), ...At, conclusion: Conclusions }),
  z.object({ change: z.literal("ready"), ...At }),
  z.object({ change: z.literal("merge"), ...At, ...By }),
  z.object({ change: z.literal("close"), ...At, ...By }),
  z.object({ change: z.literal("revert"), ...At, ...By }),
  z.object({ change: z.literal("deploy"), repo: z.string(), ...By, conclusion: Conclusions }),
  z.object({ change: z.literal("incident"), repo: z.string(), ...By, title: z.string().min(1).max(1_000) }),
  z.object({ change: z.literal("resolve"), ...At, ...By }),
]);
export type Change = z.output<typeof Change>;

/** The change asks for something that is not there, or not in a state that allows it. */
export class ChangeError extends Error {
  override name = "ChangeError";
}

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

function requirePeople({ state }: Scribe, change: Change): void {
  const named = [...("by" in change ? [change.by] : []), ...("reviewers" in change ? (change.reviewers ?? []) : [])];
  for (const login of named) {
    if (!state.people.some((person) => person.login === login)) throw new ChangeError(`Nobody is called ${login}.`);
  }
}

function findRepo({ state }: Scribe, name: string): Repo {
  const repo = state.repos.find((one) => one.name === name || one.fullName === name);
  if (!repo) throw new ChangeError(`There is no repository ${name}.`);
  return repo;
}

function findThread(scribe: Scribe, { repo: name, number }: { repo: string; number: number }): Thread {
  const repo = findRepo(scribe, name);
  const threads: Thread[] = [...scribe.state.pulls, ...scribe.state.issues];
  const thread = threads.find((one) => one.repo === repo && one.number === number);
  if (!thread) throw new ChangeError(`There is no #${number} in ${name}.`);
  return thread;
}

function findOpenPull(scribe: Scribe, at: { repo: string; number: number }): Pull {
  const pull = findThread(scribe, at);
  if (!isPull(pull) || pull.state === "closed") throw new ChangeError(`#${at.number} is no open pull request.`);
  return pull;
}

function findMerged(scribe: Scribe, at: { repo: string; number: number }): Pull {
  const pull = findThread(scribe, at);
  if (!isPull(pull) || !pull.mergedAt) throw new ChangeError(`#${at.number} has not been merged.`);
  return pull;
}
