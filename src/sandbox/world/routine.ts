import { atWork, DAY_MS, isWorkday, plusHours } from "./calendar.ts";
import { deploy } from "./delivery.ts";
import { planLife } from "./life.ts";
import type { Person } from "./model.ts";
import { BOT_LOGIN } from "./people.ts";
import { openPull } from "./pulls.ts";
import { check, merge, personOf, repoOf, type Stage, ticketFor } from "./stage.ts";
import { TITLES, UPDATES } from "./titles.ts";

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
