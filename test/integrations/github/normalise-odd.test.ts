import { expect, it } from "vitest";
import { fromPoll, fromWebhook } from "#integrations/github/normalise";
import { parseDeliveryLine } from "#integrations/import-line";
import * as github from "../../support/github.ts";
import { read, readAs, receivedAt } from "./reading.ts";

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
  const parsed = parseDeliveryLine(JSON.stringify(line), { bots });
  const told = { event: "pull_request", payload, receivedAt, bots };
  const events = [
    "event" in parsed ? parsed.event : null,
    fromPoll(told),
    fromWebhook({ ...told, delivery: "1", raw: Buffer.from("") }),
  ];
  for (const event of events) expect(event?.normalised).toMatchObject({ snapshot: { core: { authorKind: "bot" } } });
});
