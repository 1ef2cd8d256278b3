import { expect, it } from "vitest";
import { normalise } from "#integrations/github/normalise";
import * as github from "../../support/github.ts";
import { read, readAs, receivedAt } from "./reading.ts";

it("takes the identity, the time and the state of a pull request from the vendor", () => {
  const payload = github.pullPayload("synchronize", { updated_at: "2026-11-19T08:30:00Z" }, github.BEN);
  const { kind, subject, occurredAt } = read("pull_request", payload);
  expect({ kind, subject, occurredAt }).toEqual({
    kind: "pull_request.synchronize",
    subject: "acme/api#7",
    occurredAt: new Date("2026-11-19T08:30:00Z"),
  });
  const { snapshot, activity } = readAs("pull_request", "pull_request", payload);
  expect(snapshot.core).toMatchObject({
    state: "open",
    author: "ada",
    authorKind: "human",
    requestedReviewers: ["ben"],
  });
  expect(snapshot.size).toEqual({ additions: 8, deletions: 2, changedFiles: 1 });
  expect(activity).toEqual({ kind: "pushed", at: occurredAt.getTime(), person: "ben", personKind: "human" });
});

it("knows a merged pull request from a closed one", () => {
  const closed = { state: "closed", closed_at: "2026-11-19T08:00:00Z", updated_at: "2026-11-19T08:00:00Z" };
  const merged = { ...closed, merged_at: "2026-11-19T08:00:00Z", merge_commit_sha: "abc" };
  expect(readAs("pull_request", "pull_request", github.pullPayload("closed", closed)).snapshot.core.state).toBe(
    "closed",
  );
  const { core } = readAs("pull_request", "pull_request", github.pullPayload("closed", merged)).snapshot;
  expect(core).toMatchObject({ state: "merged", mergeSha: "abc" });
  // While it is open, this names a trial merge.
  const open = readAs("pull_request", "pull_request", github.pullPayload("edited", { merge_commit_sha: "trial" }));
  expect(open.snapshot.core.mergeSha).toBeNull();
});

it.each([
  [{ login: "renovate", type: "Bot" }, "bot"],
  [{ login: "helper[bot]", type: "User" }, "bot"],
  [{ login: "Robo", type: "User" }, "bot"],
  [{ login: "robot-lover", type: "User" }, "human"],
  [null, "human"],
])("tells bots by the account's type, then by name: %j is a %s", (user, kind) => {
  const payload = github.pullPayload("opened", { user });
  const { normalised } = normalise({ event: "pull_request", payload, receivedAt, bots: new Set(["robo"]) });
  expect(normalised).toMatchObject({ snapshot: { core: { authorKind: kind } } });
});

it("reads a review, its dismissal, and passes over one that is not sent yet", () => {
  const at = "2026-11-19T09:00:00Z";
  const { review, snapshot } = readAs("review", "pull_request_review", github.reviewPayload("approved", at));
  expect(review).toMatchObject({ person: "ben", state: "approved", at: Date.parse(at), dismissedAt: null });
  expect(snapshot?.at).toBe(Date.parse(at));

  const dismissed = {
    ...github.reviewPayload("dismissed", at),
    action: "dismissed",
    pull_request: github.pull({ updated_at: "2026-11-19T12:00:00Z" }),
  };
  const later = readAs("review", "pull_request_review", dismissed).review;
  expect(later).toMatchObject({ state: null, at: Date.parse(at), dismissedAt: Date.parse("2026-11-19T12:00:00Z") });

  expect(read("pull_request_review", github.reviewPayload("pending", at)).normalised).toBeNull();
  const listed = { ...github.reviewPayload("APPROVED", at), action: undefined, pull_request: { number: 7 } };
  expect(readAs("review", "pull_request_review", listed)).toMatchObject({
    snapshot: null,
    review: { state: "approved" },
  });
});

it("counts new comments on pull requests alone", () => {
  const comment = { id: 5, user: github.BEN, created_at: "2026-11-19T09:00:00Z" };
  const onPull = { action: "created", issue: { number: 7, pull_request: {} }, comment, repository: github.REPOSITORY };
  expect(readAs("activity", "issue_comment", onPull).activity.kind).toBe("commented");
  expect(read("issue_comment", { ...onPull, action: "edited" }).normalised).toBeNull();
  expect(read("issue_comment", { ...onPull, issue: { number: 7 } }).normalised).toBeNull();
  const inReview = { action: "created", pull_request: { number: 7 }, comment, repository: github.REPOSITORY };
  expect(readAs("activity", "pull_request_review_comment", inReview).number).toBe(7);
});

it("reads a push with the first lines of its messages, and passes over tags and deletions", () => {
  const push = {
    ref: "refs/heads/ACME-7-cache",
    before: "a",
    after: "b",
    commits: [{ message: "ACME-7 first\n\nmore", timestamp: "2026-11-19T09:00:00Z" }],
    head_commit: { timestamp: "2026-11-19T09:00:00Z" },
    repository: { ...github.REPOSITORY, pushed_at: 1_763_548_200 },
    sender: github.ADA,
  };
  const event = readAs("push", "push", push);
  expect(event).toMatchObject({ branch: "ACME-7-cache", subjects: ["ACME-7 first"], at: 1_763_548_200_000 });
  const old = { ...push, repository: github.REPOSITORY };
  expect(readAs("push", "push", old).at).toBe(Date.parse("2026-11-19T09:00:00Z"));
  expect(read("push", { ...push, ref: "refs/tags/v1" }).normalised).toBeNull();
  expect(read("push", { ...push, after: "0".repeat(40) }).normalised).toBeNull();
});

it("reads checks of every sort, finished or not", () => {
  const conclusionOf = (conclusion: string | null) =>
    readAs("check", "workflow_run", github.runPayload(conclusion, "2026-11-19T09:00:00Z")).conclusion;
  expect(["success", "failure", "timed_out", "skipped", "cancelled", null].map(conclusionOf)).toEqual([
    ...["success", "failure", "failure", "neutral", "neutral"],
    null,
  ]);
  const again = readAs(
    "check",
    "workflow_run",
    github.runPayload("success", "2026-11-19T09:00:00Z", { run_attempt: 2 }),
  );
  expect(again.id).toBe("1.2");
  const status = { id: 1, sha: "c0ffee", context: "ci/x", state: "error", created_at: "2026-11-19T09:00:00Z" };
  const { repository } = { repository: github.REPOSITORY };
  expect(readAs("check", "status", { ...status, repository })).toMatchObject({ name: "ci/x", conclusion: "failure" });
  expect(readAs("check", "status", { ...status, state: "pending", repository }).conclusion).toBeNull();
});

it("reads deployments with their line and outcome", () => {
  const started = readAs("deployment", "deployment", github.deploymentPayload(4));
  expect(started).toMatchObject({ environment: "production", branch: "main", status: null });
  const stateOf = (state: string) => {
    const payload = github.deploymentPayload(4, { state, created_at: "2026-11-18T10:00:00Z" });
    return readAs("deployment", "deployment_status", payload).status?.state;
  };
  expect(["success", "error", "failure", "in_progress", "inactive"].map(stateOf)).toEqual([
    ...["success", "failure", "failure", "pending", "pending"],
  ]);
});

it("reads what an incident says of its cause and its mending", () => {
  const { core } = readAs("issue", "issues", github.issuePayload());
  expect(core).toMatchObject({ isIncident: true, rootCause: "abc123", fixedIn: "v1.2.3", assignees: ["ben"] });
  expect(readAs("issue", "issues", github.issuePayload({ labels: [] })).core.isIncident).toBe(false);
  expect(read("issues", github.issuePayload({ pull_request: {} })).normalised).toBeNull();
});
