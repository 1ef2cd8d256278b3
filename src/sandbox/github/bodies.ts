import type { Happening } from "../world/happening.ts";
import type { Shape } from "./shapes/account.ts";
import { toCheckRun } from "./shapes/check.ts";
import { toIssueComment, toReviewComment } from "./shapes/comment.ts";
import { toPushedCommit } from "./shapes/commit.ts";
import { toDeployment, toDeploymentStatus, toRelease } from "./shapes/delivery.ts";
import { toIssue, toLabels } from "./shapes/issue.ts";
import { type Setting, toPull, toPullSimple, toReview } from "./shapes/pull.ts";
import { toRun } from "./shapes/run.ts";
import { toWorkflow } from "./shapes/workflow.ts";

export function toBody(happening: Happening, setting: Setting): Shape {
  const { users } = setting;
  switch (happening.kind) {
    case "pull_request":
      return pullBody(happening, setting);
    case "pull_request_marked":
      return markedBody(happening, setting);
    case "pull_request_review": {
      const review = toReview(happening.pull, happening.review, users);
      const state = happening.review.state;
      return { action: "submitted", review: { ...review, state }, pull_request: toPull(happening.pull, setting) };
    }
    case "push":
      return pushBody(happening);
    case "workflow_run":
      return {
        action: "completed",
        workflow_run: toRun(happening.run, setting),
        workflow: toWorkflow(happening.run),
      };
    case "check_run":
      return { action: "completed", check_run: toCheckRun(happening.run) };
    case "issues":
      return { action: happening.action, issue: toIssue(happening.issue, users) };
    case "issue_comment": {
      const { thread, comment } = happening;
      return { action: "created", issue: toIssue(thread, users), comment: toIssueComment(thread, comment, users) };
    }
    case "pull_request_review_comment": {
      const { pull, comment } = happening;
      return {
        action: "created",
        comment: toReviewComment(pull, comment, users),
        pull_request: toPullSimple(pull, setting),
      };
    }
    case "create":
      return { ref: happening.tag, ref_type: "tag", master_branch: "main", description: null, pusher_type: "user" };
    default:
      return deliveryBody(happening, setting);
  }
}

type Delivery = Extract<Happening, { kind: "deployment" | "deployment_status" | "release" }>;

function deliveryBody(happening: Delivery, { users }: Setting): Shape {
  switch (happening.kind) {
    case "deployment": {
      const deployment = toDeployment(happening.deployment, users);
      return { action: "created", deployment, workflow: null, workflow_run: null };
    }
    case "deployment_status": {
      const { deployment, status } = happening;
      const deployment_status = toDeploymentStatus(deployment, status, users);
      return { action: "created", deployment: toDeployment(deployment, users), deployment_status };
    }
    case "release":
      return { action: "published", release: toRelease(happening.release, users) };
  }
}

function pullBody({ action, pull, before }: Extract<Happening, { kind: "pull_request" }>, setting: Setting): Shape {
  const moved = before === undefined ? {} : { before, after: pull.head.sha };
  return { action, number: pull.number, ...moved, pull_request: toPull(pull, setting) };
}

type Marking = Extract<Happening, { kind: "pull_request_marked" }>;

function markedBody({ pull, ...marked }: Marking, setting: Setting): Shape {
  const body = { action: marked.action, number: pull.number, pull_request: toPull(pull, setting) };
  if ("label" in marked) return { ...body, label: toLabels(pull.repo, [marked.label])[0] };
  const person = setting.users(marked.login);
  const isAssigning = marked.action === "assigned" || marked.action === "unassigned";
  return { ...body, ...(isAssigning ? { assignee: person } : { requested_reviewer: person }) };
}

function pushBody({ repo, ref, before, commits, sender }: Extract<Happening, { kind: "push" }>): Shape {
  const pushed = commits.map((commit) => toPushedCommit(repo, commit));
  return {
    ref: `refs/heads/${ref}`,
    before,
    after: commits.at(-1)?.sha ?? before,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.example.com/${repo.fullName}/compare/${before.slice(0, 12)}...main`,
    commits: pushed,
    head_commit: pushed.at(-1) ?? null,
    pusher: { name: sender, email: `${sender}@acme.example` },
  };
}
