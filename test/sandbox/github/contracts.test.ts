import { expect, onTestFinished, test } from "vitest";
import { blobSha } from "#sandbox/github/git";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import type { Delivery } from "#sandbox/world/history";
import { createWorld } from "#sandbox/world/world";
import { createRestContract, createWebhookContract } from "./contract.ts";

const NOW = new Date("2026-03-14T12:00:00Z");
const now = () => NOW;

test("every reply of the REST interface is what GitHub describes", async () => {
  const world = createWorld({ seed: 3, now });
  const [api, web] = world.state.repos;
  const pull = world.state.pulls.find((one) => one.repo === api && one.mergedAt && one.reviews.length > 0);
  const deployment = world.state.deployments.find((one) => one.repo === api);
  const run = world.state.runs.find((one) => one.repo === api);
  const discussed = world.state.pulls.find(
    (one) => one.repo === web && one.comments.some(({ path: file }) => file === null),
  );
  if (!pull || !deployment || !run || !discussed) throw new Error("The world lacks something.");
  const github = await createGithubSandbox({ world });
  onTestFinished(() => github.close());
  const contract = createRestContract();
  const R = "/repos/acme/api";
  const running = { ...run, id: 1, sha: "f".repeat(40), startedAt: NOW, finishedAt: new Date(NOW.getTime() + 60_000) };
  world.state.runs.push(running);
  const paths = [
    "/user",
    "/rate_limit",
    "/search/issues?q=repo:acme/api+is:issue+in:title+queue+OR+alert+OR+the&per_page=5&advanced_search=true",
    R,
    `${R}/pulls?state=all&sort=updated&direction=desc&per_page=50&page=2`,
    `${R}/pulls/comments?sort=created&direction=asc`,
    `${R}/pulls/${pull.number}`,
    `${R}/pulls/${pull.number}/reviews`,
    `${R}/pulls/${pull.number}/commits`,
    `${R}/issues?state=all&since=2026-01-01T00:00:00Z&sort=updated&direction=asc`,
    "/repos/acme/web/issues/comments?since=2025-01-01T00:00:00Z",
    `/repos/acme/web/issues/${discussed.number}/comments`,
    `/repos/acme/web/issues/${discussed.number}`,
    `/repos/acme/web/issues/comments/${discussed.comments.find(({ path: file }) => file === null)?.id}`,
    `${R}/pulls/${pull.number}/files`,
    `${R}/contents/.github/CODEOWNERS`,
    `${R}/git/trees/main?recursive=1`,
    `${R}/git/blobs/${blobSha(github.library.get("acme/api")?.get("README.md") ?? "")}`,
    `${R}/commits?sha=main&path=docs/deploy.md&per_page=1`,
    `${R}/deployments?environment=production`,
    `${R}/deployments/${deployment.id}/statuses`,
    `${R}/releases`,
    `${R}/actions/runs?status=completed&created=>=2026-01-01T00:00:00Z`,
    `${R}/actions/runs?head_sha=${running.sha}`,
    `${R}/commits/${run.sha}/check-runs`,
    `${R}/commits/${running.sha}/check-runs`,
    `${R}/compare/${deployment.ref}...main`,
  ];
  for (const path of paths) {
    const url = new URL(path, github.url);
    const reply = await fetch(url, { headers: { authorization: `Bearer ${github.token}` } });
    const body = await reply.json();
    expect({ path, status: reply.status, problems: contract.check(url, { reply: body }) }).toEqual({
      path,
      status: 200,
      problems: [],
    });
    if (Array.isArray(body)) expect(body.length, path).toBeGreaterThan(0);
  }
  // Two of them show a run that has not ended, besides those that have.
  expect(paths.length - 2).toBe(contract.paths.length);
});

test("every write takes what GitHub takes, happens in the world, and answers what GitHub answers", async () => {
  const world = createWorld({ seed: 3, now });
  const github = await createGithubSandbox({ world });
  onTestFinished(() => github.close());
  const contract = createRestContract();
  const pull = world.state.pulls.find((one) => one.state === "open" && !one.isDraft && one.repo.name === "api");
  if (!pull) throw new Error("The world lacks an open pull request.");
  const R = "/repos/acme/api";
  const made: string[] = [];

  async function send(method: string, path: string, sent?: unknown) {
    const url = new URL(R + path, github.url);
    const authorization = `Bearer ${github.token}`;
    const body = sent === undefined ? null : JSON.stringify(sent);
    const response = await fetch(url, { method, headers: { authorization }, body });
    const text = await response.text();
    const reply = text === "" ? undefined : JSON.parse(text);
    if (response.status < 300)
      expect({ path, problems: contract.check(url, { method, sent, reply }) }).toEqual({ path, problems: [] });
    made.push(`${method} ${path}`);
    return { status: response.status, reply };
  }

  const issue = `/issues/${pull.number}`;
  const { reply: comment } = await send("POST", `${issue}/comments`, { body: "A remark" });
  expect(comment).toMatchObject({ user: { login: "acme-adjutant" } });
  expect((await send("DELETE", `/issues/comments/${comment.id}`)).status).toBe(204);
  await send("POST", `${issue}/labels`, { labels: ["needs review"] });
  expect(pull.labels).toContain("needs review");
  await send("DELETE", `${issue}/labels/${encodeURIComponent("needs review")}`);
  await send("POST", `${issue}/assignees`, { assignees: ["carla-mn"] });
  await send("DELETE", `${issue}/assignees`, { assignees: ["carla-mn"] });
  await send("POST", `/pulls/${pull.number}/requested_reviewers`, { reviewers: ["carla-mn"] });
  expect(pull.requestedReviewers).toContain("carla-mn");
  await send("DELETE", `/pulls/${pull.number}/requested_reviewers`, { reviewers: ["carla-mn"] });
  expect((await send("PUT", `/pulls/${pull.number}/merge`, { sha: "0".repeat(40) })).status).toBe(409);
  expect(
    (await send("PUT", `/pulls/${pull.number}/merge`, { sha: pull.head.sha, merge_method: "squash" })).status,
  ).toBe(200);
  expect(pull.mergedBy).toBe("acme-adjutant");
  expect((await send("PUT", `/pulls/${pull.number}/merge`, { sha: pull.head.sha })).status).toBe(405);
  const { reply: opened } = await send("POST", "/issues", { title: "New", body: "", labels: [] });
  await send("PATCH", `/issues/${opened.number}`, { state: "closed" });
  await send("PATCH", `/issues/${opened.number}`, { state: "open" });
  expect((await send("POST", "/issues", { body: "no title" })).status).toBe(422);
  expect((await send("POST", "/issues/999999/comments", { body: "x" })).status).toBe(404);
  expect(new Set(made.map((one) => one.split(" ")[0])).size).toBe(4);
  expect(contract.writes).toHaveLength(11);
});

test("every webhook that is sent is what GitHub describes", () => {
  const world = createWorld({ seed: 3, now });
  const contract = createWebhookContract();
  const sent: Delivery[] = [];
  world.onDelivery((delivery) => sent.push(structuredClone(delivery)));
  const by = "ada-park";
  const opened = world.changes.make({
    change: "open",
    repo: "api",
    by,
    title: "A title",
    isDraft: true,
    reviewers: ["benosei"],
  });
  if (!("number" in opened)) throw new Error("A pull request has a number.");
  const at = { repo: "api", number: opened.number };
  world.changes.make({ change: "push", ...at });
  world.changes.make({ change: "ready", ...at });
  world.changes.make({ change: "check", ...at, conclusion: "failure" });
  world.changes.make({ change: "comment", ...at, by, body: "A remark" });
  world.changes.make({ change: "comment", ...at, by, body: "On a line", path: "src/index.ts" });
  for (const remove of [false, true]) {
    world.changes.make({ change: "label", ...at, by, label: "odd", remove });
    world.changes.make({ change: "assign", ...at, by, login: "benosei", remove });
    world.changes.make({ change: "ask", ...at, by, login: "carla-mn", remove });
  }
  world.changes.make({ change: "review", ...at, by: "benosei", state: "approved" });
  world.changes.make({ change: "merge", ...at, by });
  world.changes.make({ change: "deploy", repo: "api", by, conclusion: "success" });
  const incident = world.changes.make({ change: "incident", repo: "api", by, title: "Incident: on fire" });
  if (!("number" in incident)) throw new Error("An incident has a number.");
  const issue = { repo: "api", number: incident.number };
  world.changes.make({ change: "resolve", ...issue, by });
  world.changes.make({ change: "issue_state", ...issue, by, state: "open" });
  const names = sent.map(({ event, payload }) => contract.nameOf(event, payload["action"]));
  for (const [index, { payload }] of sent.entries()) {
    const name = names[index] ?? "";
    expect({ name, problems: contract.check(name, payload) }).toEqual({ name, problems: [] });
  }
  expect(new Set(names)).toEqual(new Set(contract.names));
});
