import { atWork, plusHours } from "./calendar.ts";
import { commentOnLine } from "./issues.ts";
import type { Person } from "./model.ts";
import { endPull, pushCommit, reviewPull } from "./pulls.ts";
import { check, merge, type Stage } from "./stage.ts";
import { PATHS, REMARKS } from "./titles.ts";
import type { Pull } from "./work.ts";

interface Life {
  author: Person;
  reviewer: Person;
  at: Date;
}

/** From opened to ended: a check that may be red first, a review that may ask for changes, a merge or a change of mind. */
export function planLife(stage: Stage, pull: Pull, life: Life): void {
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
