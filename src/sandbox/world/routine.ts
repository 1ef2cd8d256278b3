import { atWork, DAY_MS, isWorkday, plusHours } from "./calendar.ts";
import { commentOnLine, deploy, finishRun } from "./delivery.ts";
import type { Conclusion, Person, Pull, Repo } from "./model.ts";
import { BOT_LOGIN } from "./people.ts";
import { endPull, mergePull, openPull, pushCommit, reviewPull } from "./pulls.ts";
import type { Scribe } from "./scribe.ts";
import type { Timeline } from "./timeline.ts";
import { PATHS, REMARKS, TITLES, UPDATES } from "./titles.ts";

/** Who works where, and on how many of their days they open a pull request. */
const HABITS: [login: string, repos: string[], share: number][] = [
  ["benosei", ["api"], 0.42],
  ["carla-mn", ["api", "web"], 0.3],
  ["dev-raghavan", ["web"], 0.36],
  ["elifay", ["web"], 0.4],
  ["finnhal", ["infra", "api"], 0.32],
  ["grace-lindt", ["api"], 0.38],
];
/** Days of the week on which a repository goes to production. */
const DEPLOYS: [repo: string, creator: string, days: number[]][] = [
  ["api", "benosei", [2, 4]],
  ["web", "elifay", [1, 3]],
  ["infra", "finnhal", [3]],
];

export interface Stage {
  scribe: Scribe;
  timeline: Timeline;
}

/** What the team does on one ordinary day. */
export function planDay(stage: Stage, midnight: Date): void {
  if (!isWorkday(midnight)) return;
  for (const [login, repos, share] of HABITS) {
    if (stage.scribe.random.chance(share)) planWork(stage, personOf(stage, login), { midnight, repos });
  }
  for (const [name, creator, days] of DEPLOYS) {
    if (!days.includes(midnight.getUTCDay())) continue;
    const repo = repoOf(stage, name);
    const at = plusHours(midnight, 13 + stage.scribe.random.next() * 2);
    stage.timeline.plan(at, () => deploy(stage.scribe, { repo, creator, at, conclusion: "success" }));
  }
  if (midnight.getUTCDay() === 1) planUpdate(stage, plusHours(midnight, 4));
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

function planWork(stage: Stage, author: Person, { midnight, repos }: { midnight: Date; repos: string[] }): void {
  const { random } = stage.scribe;
  const repo = repoOf(stage, random.pick(repos));
  const title = random.pick(TITLES[repo.name] ?? [repo.description]);
  const opensAt = atWork(plusHours(midnight, random.next() * 24), author, random);
  const ticket = random.chance(0.12) ? null : ticketFor(stage, repo);
  const reviewer = random.pick(stage.scribe.state.people.filter((one) => !one.isBot && one !== author));
  stage.timeline.plan(opensAt, (at) => {
    const pull = openPull(stage.scribe, { repo, title, author: author.login, at, ticket, reviewers: [reviewer.login] });
    planLife(stage, pull, { author, reviewer, at });
  });
}

interface Life {
  author: Person;
  reviewer: Person;
  at: Date;
}

/** From opened to ended: a check that may be red first, a review that may ask for changes, a merge or a change of mind. */
function planLife(stage: Stage, pull: Pull, life: Life): void {
  const { random } = stage.scribe;
  const isRedFirst = random.chance(0.12);
  check(stage, pull, { at: life.at, conclusion: isRedFirst ? "failure" : "success" });
  if (isRedFirst || random.chance(0.4)) planPush(stage, pull, { ...life, hours: random.between(1, 5) });
  if (random.chance(0.07)) {
    const closesAt = atWork(plusHours(life.at, random.between(20, 90)), life.author, random);
    stage.timeline.plan(closesAt, (at) => endPull(stage.scribe, pull, { by: life.author.login, at }));
    return;
  }
  planReview(stage, pull, life);
}

function planPush(stage: Stage, pull: Pull, { author, at, hours }: Life & { hours: number }): void {
  stage.timeline.plan(atWork(plusHours(at, hours), author, stage.scribe.random), (pushedAt) => {
    if (pull.state === "closed") return;
    pushCommit(stage.scribe, pull, pushedAt);
    check(stage, pull, { at: pushedAt, conclusion: "success" });
  });
}

function planReview(stage: Stage, pull: Pull, life: Life): void {
  const { scribe, timeline } = stage;
  const { random } = scribe;
  const by = life.reviewer.login;
  const hours = random.chance(0.2) ? random.between(30, 70) : random.between(2, 22);
  timeline.plan(atWork(plusHours(life.at, hours), life.reviewer, random), (at) => {
    if (random.chance(0.25)) {
      const state = random.chance(0.6) ? "changes_requested" : "commented";
      const body = random.pick(REMARKS);
      commentOnLine(scribe, pull, { author: by, body, at, path: random.pick(PATHS) });
      reviewPull(scribe, pull, { author: by, state, at, body });
      planPush(stage, pull, { ...life, at, hours: random.between(2, 7) });
      const againAt = atWork(plusHours(at, random.between(8, 30)), life.reviewer, random);
      timeline.plan(againAt, () => approve(stage, pull, { ...life, at: againAt }));
      return;
    }
    approve(stage, pull, { ...life, at });
  });
}

function approve(stage: Stage, pull: Pull, { author, reviewer, at }: Life): void {
  const { scribe, timeline } = stage;
  reviewPull(scribe, pull, { author: reviewer.login, state: "approved", at });
  const mergesAt = atWork(plusHours(at, scribe.random.between(1, 9)), author, scribe.random);
  timeline.plan(mergesAt, (mergedAt) => merge(stage, pull, { by: author.login, at: mergedAt }));
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

function planUpdate(stage: Stage, opensAt: Date): void {
  const { scribe, timeline } = stage;
  const repo = scribe.random.pick(scribe.state.repos);
  const title = scribe.random.pick(UPDATES);
  timeline.plan(opensAt, (at) => {
    const branch = `renovate/${scribe.random.hex(6)}`;
    const pull = openPull(scribe, { repo, title, author: BOT_LOGIN, at, branch, labels: ["dependencies"], lines: 8 });
    check(stage, pull, { at, conclusion: "success" });
    const reviewer = personOf(stage, "finnhal");
    const mergesAt = atWork(new Date(at.getTime() + DAY_MS), reviewer, scribe.random);
    timeline.plan(mergesAt, () => merge(stage, pull, { by: reviewer.login, at: mergesAt }));
  });
}
