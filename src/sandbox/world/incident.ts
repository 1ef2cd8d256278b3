import { plusHours } from "./calendar.ts";
import { deploy } from "./delivery.ts";
import { closeIssue, openIssue } from "./issues.ts";
import { openPull, reviewPull } from "./pulls.ts";
import { open } from "./scene.ts";
import { merge, repoOf, type Stage } from "./stage.ts";
import type { Pull } from "./work.ts";

/** A change goes live and breaks something; it is reverted, deployed and the incident closed within the hour. */
export function planIncident(stage: Stage, start: Date): void {
  const { scribe, timeline } = stage;
  const repo = repoOf(stage, "api");
  const after = (minutes: number) => plusHours(start, minutes / 60);
  open(stage, after(-300), {
    repo: "api",
    title: "Cache prices per customer group",
    author: "grace-lindt",
    later: (pull) => {
      timeline.plan(after(-60), (at) => reviewPull(scribe, pull, { author: "benosei", state: "approved", at }));
      timeline.plan(after(-40), (at) => merge(stage, pull, { by: "grace-lindt", at }));
      timeline.plan(after(21), (at) => openIncident(stage, pull, at));
      timeline.plan(after(50), (at) => revert(stage, pull, at));
    },
  });
  timeline.plan(after(0), (at) => deploy(scribe, { repo, creator: "benosei", at, conclusion: "success" }));
}

function openIncident(stage: Stage, { repo, mergeSha: cause }: Pull, at: Date): void {
  const { scribe, timeline } = stage;
  const title = "Incident: some carts show another group's prices";
  const issue = openIssue(scribe, {
    ...{ repo, title, author: "ada-park", labels: ["incident"], assignees: ["benosei"], at },
    body: `root cause: ${cause}`,
  });
  timeline.plan(plusHours(at, 0.9), (closedAt) => {
    const fixed = scribe.state.deployments.filter((one) => one.repo === repo).at(-1);
    issue.body = `root cause: ${cause}\nfixed in ${fixed?.ref ?? "the next release"}`;
    closeIssue(scribe, issue, { by: "benosei", at: closedAt });
  });
}

function revert(stage: Stage, broken: Pull, at: Date): void {
  const { scribe, timeline } = stage;
  const { repo, number, title } = broken;
  const pull = openPull(scribe, {
    ...{ repo, title: `Revert "${title}"`, author: "benosei", at, lines: broken.additions + broken.deletions },
    ...{
      branch: `revert-${number}`,
      body: `Reverts ${repo.fullName}#${number}\n\nThis reverts commit ${broken.mergeSha}.`,
    },
  });
  timeline.plan(plusHours(at, 0.05), (then) =>
    reviewPull(scribe, pull, { author: "carla-mn", state: "approved", at: then }),
  );
  timeline.plan(plusHours(at, 0.1), (then) => merge(stage, pull, { by: "benosei", at: then }));
  timeline.plan(plusHours(at, 0.15), (then) =>
    deploy(scribe, { repo, creator: "benosei", at: then, conclusion: "success" }),
  );
}

export function planFailedDeployment(stage: Stage, start: Date): void {
  const { scribe, timeline } = stage;
  const by = { repo: repoOf(stage, "infra"), creator: "finnhal" };
  timeline.plan(start, (at) => deploy(scribe, { ...by, at, conclusion: "failure" }));
  timeline.plan(plusHours(start, 0.7), (at) => deploy(scribe, { ...by, at, conclusion: "success" }));
}
