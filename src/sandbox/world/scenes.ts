import { plusHours } from "./calendar.ts";
import { planFailedDeployment, planIncident } from "./incident.ts";
import { commentOn } from "./issues.ts";
import { BOT_LOGIN } from "./people.ts";
import { pushCommit, readyPull, reviewPull } from "./pulls.ts";
import { open } from "./scene.ts";
import { check, merge, type Stage } from "./stage.ts";

/** The situations the product is there to notice, at fixed distances from now, so that they are there on any day. */
export function planScenes(stage: Stage, now: Date): void {
  const ago = (hours: number) => plusHours(now, -hours);
  planStuck(stage, ago);
  planWaiting(stage, ago);
  planLoad(stage, ago);
  planYesterday(stage, ago);
  planIncident(stage, ago(17 * 24));
  planFailedDeployment(stage, ago(8 * 24));
}

type Ago = (hours: number) => Date;

/** Nobody has touched these for days. */
function planStuck(stage: Stage, ago: Ago): void {
  const { scribe, timeline } = stage;
  open(stage, ago(11 * 24), {
    repo: "web",
    title: "Rework the checkout form",
    author: "dev-raghavan",
    later: (pull) => {
      check(stage, pull, { at: ago(11 * 24), conclusion: "success" });
      const body = "Could we split this? It is a lot to read at once.";
      timeline.plan(ago(9 * 24), (at) => reviewPull(scribe, pull, { author: "elifay", state: "commented", at, body }));
    },
  });
  open(stage, ago(6 * 24), { repo: "infra", title: "Limit outbound traffic per namespace", author: "finnhal" });
  open(stage, ago(20 * 24), {
    ...{ repo: "web", title: "Bump react from 19.2.0 to 19.3.1", author: BOT_LOGIN, ticket: null, lines: 14 },
    ...{ branch: "renovate/react", labels: ["dependencies"] },
  });
  open(stage, ago(5 * 24), {
    ...{ repo: "web", title: "Try view transitions on the product page", author: "elifay", isDraft: true },
  });
}

/** These wait for one particular person. */
function planWaiting(stage: Stage, ago: Ago): void {
  const { scribe, timeline } = stage;
  open(stage, ago(3.2 * 24), {
    ...{ repo: "api", title: "Make order numbers gap-free", author: "grace-lindt", reviewers: ["carla-mn"] },
  });
  open(stage, ago(5.2 * 24), {
    repo: "api",
    title: "Replace the mail queue",
    author: "benosei",
    later: (pull) => {
      const body = "What happens to mails that are under way while this is deployed?";
      const review = { author: "carla-mn", state: "changes_requested", body } as const;
      timeline.plan(ago(4 * 24), (at) => reviewPull(scribe, pull, { ...review, at }));
    },
  });
  open(stage, ago(4.5 * 24), {
    repo: "web",
    title: "Show stock per warehouse",
    author: "elifay",
    later: (pull) => {
      check(stage, pull, { at: ago(4.4 * 24), conclusion: "success" });
      timeline.plan(ago(3 * 24), (at) => reviewPull(scribe, pull, { author: "dev-raghavan", state: "approved", at }));
    },
  });
  open(stage, ago(2.1 * 24), {
    repo: "api",
    title: "Parse addresses with one library",
    author: "benosei",
    later: (pull) => {
      check(stage, pull, { at: ago(28), conclusion: "failure" });
    },
  });
}

/** One person with too much at once, one pull request without a ticket, one that nobody can read in an hour. */
function planLoad(stage: Stage, ago: Ago): void {
  const started = ["Batch the nightly exports", "Time out slow carriers", "Name queues by purpose"];
  for (const [index, title] of started.entries()) {
    open(stage, ago(44 - index * 9), { repo: "api", title, author: "benosei" });
  }
  open(stage, ago(30), { repo: "infra", title: "Tidy up the readme", author: "ada-park", ticket: null, lines: 40 });
  open(stage, ago(26), { repo: "api", title: "Split the monolith's billing part", author: "carla-mn", lines: 2_450 });
}

/** What a stand-up has to tell, on a Sunday too. */
function planYesterday(stage: Stage, ago: Ago): void {
  const { scribe, timeline } = stage;
  open(stage, ago(40), {
    repo: "api",
    title: "Answer 404 for archived orders",
    author: "grace-lindt",
    later: (pull) => {
      check(stage, pull, { at: ago(39), conclusion: "success" });
      timeline.plan(ago(20), (at) => reviewPull(scribe, pull, { author: "benosei", state: "approved", at }));
      timeline.plan(ago(18), (at) => merge(stage, pull, { by: "grace-lindt", at }));
    },
  });
  open(stage, ago(33), {
    ...{ repo: "web", title: "Sort saved searches by use", author: "dev-raghavan", isDraft: true },
    later: (pull) => {
      timeline.plan(ago(14), (at) => readyPull(scribe, pull, at));
      timeline.plan(ago(9), (at) => pushCommit(scribe, pull, at));
      const body = "The second query is not needed, I think.";
      timeline.plan(ago(5), (at) => commentOn(scribe, pull, { author: "elifay", body, at }));
    },
  });
  open(stage, ago(7), {
    repo: "web",
    title: "Fix the focus ring in dialogs",
    author: "elifay",
    reviewers: ["dev-raghavan"],
  });
}
