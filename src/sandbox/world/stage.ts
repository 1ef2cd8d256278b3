import { plusHours } from "./calendar.ts";
import { finishRun } from "./delivery.ts";
import type { Conclusion, Person, Repo } from "./model.ts";
import { mergePull } from "./pulls.ts";
import type { Scribe } from "./scribe.ts";
import type { Timeline } from "./timeline.ts";
import type { Pull } from "./work.ts";

export interface Stage {
  scribe: Scribe;
  timeline: Timeline;
}

export function personOf({ scribe }: Stage, login: string): Person {
  const person = scribe.state.people.find((one) => one.login === login);
  if (!person) throw new Error(`Nobody is called ${login}.`);
  return person;
}

export function repoOf({ scribe }: Stage, name: string): Repo {
  const repo = scribe.state.repos.find((one) => one.name === name);
  if (!repo) throw new Error(`There is no repository ${name}.`);
  return repo;
}

export function check(stage: Stage, pull: Pull, { at, conclusion }: { at: Date; conclusion: Conclusion }): void {
  const { repo, head, title, author: actor } = pull;
  const run = { repo, name: "CI", event: "pull_request" as const, branch: head.ref, sha: head.sha, title, actor };
  const finishedAt = plusHours(at, 0.15);
  stage.timeline.plan(finishedAt, () => finishRun(stage.scribe, { ...run, conclusion, startedAt: at, finishedAt }));
}

export function ticketFor({ scribe }: Stage, repo: Repo): string {
  return `${repo.ticketKey}-${scribe.random.between(120, 980)}`;
}

/** Merges, and lets the default branch be checked. */
export function merge(stage: Stage, pull: Pull, { by, at }: { by: string; at: Date }): void {
  const { scribe, timeline } = stage;
  const { sha } = mergePull(scribe, pull, { by, at });
  const finishedAt = plusHours(at, 0.2);
  const conclusion: Conclusion = scribe.random.chance(0.05) ? "failure" : "success";
  const run = {
    repo: pull.repo,
    name: "CI",
    event: "push" as const,
    branch: "main",
    sha,
    title: pull.title,
    actor: by,
  };
  timeline.plan(finishedAt, () => finishRun(scribe, { ...run, conclusion, startedAt: at, finishedAt }));
}
