import { expect, it } from "vitest";
import type { NormalisedEvent } from "#domain/events";
import { parseDeliveryLine } from "#integrations/github/import-line";
import { fromPoll, fromWebhook, normalise } from "#integrations/github/normalise";
import * as github from "../../support/github.ts";

const receivedAt = new Date("2026-11-20T10:00:00Z");

function read(event: string, payload: unknown) {
  return normalise({ event, payload, receivedAt });
}

function readAs<Kind extends NormalisedEvent["kind"]>(kind: Kind, event: string, payload: unknown) {
  const { normalised } = read(event, payload);
  if (normalised?.kind !== kind) throw new Error(`This is no ${kind}: ${JSON.stringify(normalised)}`);
  return normalised as Extract<NormalisedEvent, { kind: Kind }>;
}

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

it("stores what it does not know without folding it", () => {
  expect(read("star", { action: "created" })).toEqual({
    kind: "star.created",
    subject: null,
    occurredAt: receivedAt,
    normalised: null,
  });
});

it.each([
  ["no object", "text"],
  ["nothing", null],
  ["a list", []],
  ["a pull request without a number", { pull_request: {}, repository: github.REPOSITORY }],
  ["a date that is none", github.pullPayload("opened", { updated_at: "yesterday" })],
  ["a date before time", github.pullPayload("opened", { updated_at: "1900-01-01T00:00:00Z" })],
  ["a number that no column holds", github.pullPayload("opened", { number: 1e15 })],
])("says what is wrong with %s and does not throw", (_case, payload) => {
  const { normalised, problem } = read("pull_request", payload);
  expect(normalised).toBeNull();
  expect(problem).toBeTypeOf("string");
});

it("cuts and cleans hostile text", () => {
  const title = `\0<!channel> ${"x".repeat(100_000)} \uD800`;
  const labels = Array.from({ length: 500 }, (_, index) => ({ name: `label ${index}` }));
  const { core } = readAs(
    "pull_request",
    "pull_request",
    github.pullPayload("edited", { title, labels, body: title }),
  ).snapshot;
  expect(core.title.startsWith("\uFFFD<!channel>")).toBe(true);
  expect(core.title).toHaveLength(256);
  expect(core.body).toHaveLength(2_000);
  expect(core.labels).toHaveLength(50);
});

it("sets back a clock that is more than a quarter of an hour ahead, and marks what it told", () => {
  const near = read("pull_request", github.pullPayload("edited", { updated_at: "2026-11-20T10:14:00Z" }));
  expect(near.occurredAt).toEqual(new Date("2026-11-20T10:14:00Z"));
  const far = read("pull_request", github.pullPayload("edited", { updated_at: "2027-01-01T00:00:00Z" }));
  expect(far.occurredAt).toEqual(receivedAt);
  expect(far.normalised).toMatchObject({ isClockSuspect: true, snapshot: { at: receivedAt.getTime() } });
});

it("gives a polled object a key that says which state of it this is", () => {
  const told = { event: "pull_request", payload: github.pullPayload("polled"), receivedAt };
  expect(fromPoll(told).delivery).toBe("poll:pull_request:acme/api#7:2026-11-18T09:00:00.000Z");
  expect(fromPoll({ ...told, receivedAt: new Date() }).delivery).toBe(fromPoll(told).delivery);
  // A list leaves out the size: what it shows must not stand in the way of the whole.
  const listed = github.pullPayload("polled", { additions: undefined });
  expect(fromPoll({ ...told, payload: listed }).delivery).toContain("#7/list:");
  const review = {
    event: "pull_request_review",
    payload: github.reviewPayload("approved", "2026-11-19T09:00:00Z"),
    receivedAt,
  };
  expect(fromPoll(review).delivery).toBe("poll:pull_request_review:acme/api#7/1:2026-11-19T09:00:00.000Z");
});

it("keeps the raw body of a webhook as it came", () => {
  const raw = Buffer.from('{"odd":  "spacing"}');
  const event = fromWebhook({ event: "ping", payload: {}, receivedAt, delivery: "d1", raw });
  expect(event).toMatchObject({ source: "github", delivery: "d1", payload: raw });
});

it.each([
  ["no JSON", "{"],
  ["no delivery", '{"event":"push","received_at":"2026-11-20T10:00:00Z","payload":{}}'],
  [
    "a payload without a floor",
    `{"delivery":"1","event":"push","received_at":"2026-11-20T10:00:00Z","payload":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
  ],
  ["no time", '{"delivery":"1","event":"push","payload":{}}'],
])("says what is wrong with a line with %s", (_case, line) => {
  expect(parseDeliveryLine(line)).toHaveProperty("problem");
});

it("reads a commit's first line, its author and when it was committed", () => {
  const payload = github.commitPayload("abc", "2026-11-19T08:00:00Z");
  expect(read("pull_request_commit", payload).subject).toBe("acme/api#7");
  expect(readAs("commit", "pull_request_commit", payload)).toMatchObject({
    ...{ sha: "abc", title: "ACME-9 Tune it", author: { person: "ada", personKind: "human" } },
    ...{ authoredAt: Date.parse("2026-11-18T08:00:00Z"), at: Date.parse("2026-11-19T08:00:00Z") },
  });
  const nobodys = { ...payload, commit: { ...payload.commit, author: {}, committer: null } };
  expect(readAs("commit", "pull_request_commit", nobodys).author.person).toBe("ghost");
  expect(fromPoll({ event: "pull_request_commit", payload, receivedAt }).delivery).toContain("#7/abc:2026-11-19");
});

it.each([
  ["deleted", {}, null],
  ["transferred", { changes: { new_issue: { number: 3 }, new_repository: { full_name: "Acme/Web" } } }, "acme/web#3"],
])("knows that an issue which was %s is there no more", (action, change, movedTo) => {
  const payload = { ...github.issuePayload(), action, ...change };
  const gone = { kind: "gone", repo: "acme/api", number: 70, at: receivedAt.getTime(), movedTo };
  expect(read("issues", payload)).toMatchObject({ subject: "acme/api#70", normalised: gone });
});

it.each([
  ["deleted", {}, "acme/api", null],
  ["renamed", { changes: { repository: { name: { from: "Old" } } } }, "acme/old", "acme/api"],
  ["transferred", { changes: { owner: { from: { user: { login: "Ada" } } } } }, "ada/api", "acme/api"],
])("knows that a repository which was %s is not where it was", (action, change, repo, movedTo) => {
  const payload = { action, repository: github.REPOSITORY, ...change };
  expect(read("repository", payload)).toMatchObject({ subject: repo, normalised: { kind: "gone", repo, movedTo } });
  expect(read("repository", { ...payload, action: "archived", changes: null }).normalised).toBeNull();
});

it("tells bots by name in webhooks, lines of an import and polled objects alike", () => {
  const payload = github.pullPayload("opened", { user: { login: "Robo", type: "User" } });
  const bots = new Set(["robo"]);
  const line = { delivery: "1", event: "pull_request", received_at: receivedAt.toISOString(), payload };
  const parsed = parseDeliveryLine(JSON.stringify(line), bots);
  const told = { event: "pull_request", payload, receivedAt, bots };
  const events = [
    "event" in parsed ? parsed.event : null,
    fromPoll(told),
    fromWebhook({ ...told, delivery: "1", raw: Buffer.from("") }),
  ];
  for (const event of events) expect(event?.normalised).toMatchObject({ snapshot: { core: { authorKind: "bot" } } });
});
