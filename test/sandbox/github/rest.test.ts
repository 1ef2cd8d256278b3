import { Octokit } from "@octokit/rest";
import { expect, onTestFinished, test } from "vitest";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createWorld } from "#sandbox/world/world";

const now = () => new Date("2026-03-14T12:00:00Z");
const REPO = { owner: "acme", repo: "api" };

async function open() {
  const world = createWorld({ seed: 4, now });
  const github = await createGithubSandbox({ world });
  onTestFinished(() => github.close());
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const octokit = (auth: string) => new Octokit({ baseUrl: github.url, auth, log });
  return { world, github, octokit, client: octokit(github.token) };
}

function statusOf(call: Promise<unknown>): Promise<{ status: number; after?: string; message: string }> {
  return call.then(
    () => ({ status: 200, message: "" }),
    ({ status, message, response }) => ({ status, message, after: response?.headers["retry-after"] }),
  );
}

test("the stock client reads a list page by page to its end", async () => {
  const { world, client, github } = await open();
  const pulls = await client.paginate(client.rest.pulls.list, { ...REPO, state: "all", per_page: 20 });
  const own = world.state.pulls.filter(({ repo }) => repo.name === "api");
  expect(pulls.map(({ number }) => number).sort()).toEqual(own.map(({ number }) => number).sort());
  expect(github.requests.count()).toBe(Math.ceil(own.length / 20));
});

test("issues are filtered by their last change, pull requests among them", async () => {
  const { client } = await open();
  const since = "2026-03-12T00:00:00Z";
  const { data } = await client.rest.issues.listForRepo({
    ...REPO,
    state: "all",
    since,
    sort: "updated",
    direction: "asc",
  });
  const times = data.map(({ updated_at }) => updated_at);
  expect(times).toEqual([...times].sort());
  expect(times.every((time) => time >= since)).toBe(true);
  expect(data.some(({ pull_request }) => pull_request)).toBe(true);
});

test("a comparison lists the commits between two releases", async () => {
  const { world, client } = await open();
  const [first, second] = world.state.deployments.filter(({ repo }) => repo.name === "api").slice(3, 5);
  const { data } = await client.rest.repos.compareCommitsWithBasehead({
    ...REPO,
    basehead: `${first?.ref}...${second?.ref}`,
  });
  expect(data.status).toBe(data.ahead_by > 0 ? "ahead" : "identical");
  expect(data.commits.at(-1)?.sha ?? first?.sha).toBe(second?.sha);
});

test("wrong tokens, unknown things and wrong parameters are refused as GitHub refuses them", async () => {
  const { client, octokit } = await open();
  expect(await statusOf(octokit("ghp_other").rest.repos.get(REPO))).toMatchObject({ status: 401 });
  expect(await statusOf(client.rest.repos.get({ owner: "acme", repo: "nothing" }))).toMatchObject({ status: 404 });
  expect(await statusOf(client.rest.pulls.get({ ...REPO, pull_number: 99_999 }))).toMatchObject({ status: 404 });
  const wrong = client.request("GET /repos/{owner}/{repo}/pulls", { ...REPO, state: "ajar" as "open" });
  expect(await statusOf(wrong)).toMatchObject({ status: 422 });
});

test("what has not changed is answered 304, what has is answered anew", async () => {
  const { world, client } = await open();
  const { headers } = await client.rest.pulls.list(REPO);
  const again = () => statusOf(client.rest.pulls.list({ ...REPO, headers: { "if-none-match": headers.etag ?? "" } }));
  expect(await again()).toMatchObject({ status: 304 });
  world.changes.make({ change: "open", repo: "api", by: "ada-park", title: "Something new" });
  expect(await again()).toMatchObject({ status: 200 });
  expect(headers["x-ratelimit-remaining"]).toBe("4999");
});

test("faults: statuses, both limits, resets, cut replies, and an empty page that goes on", async () => {
  const { client, github } = await open();
  const get = () => statusOf(client.rest.repos.get(REPO));
  github.fault({ kind: "status", status: 502 });
  expect(await get()).toMatchObject({ status: 502 });
  github.fault({ kind: "secondary_limit", retryAfter: 7 });
  expect(await get()).toMatchObject({ status: 403, after: "7", message: expect.stringContaining("secondary rate") });
  github.fault({ kind: "primary_limit" });
  expect(await get()).toMatchObject({ status: 403, message: expect.stringContaining("rate limit exceeded") });
  github.fault({ kind: "token_expired" });
  expect(await get()).toMatchObject({ status: 401 });
  github.fault({ kind: "reset" });
  expect(await get()).toMatchObject({ status: 500 });
  github.fault({ kind: "truncated" });
  const cut = await fetch(`${github.url}/repos/acme/api`, { headers: { authorization: `Bearer ${github.token}` } });
  await expect(cut.json()).rejects.toThrow();
  github.fault({ kind: "empty_page", on: "/repos/acme/api/releases" });
  const { data, headers } = await client.rest.repos.listReleases(REPO);
  expect(data).toEqual([]);
  expect(headers.link).toContain('page=2>; rel="next"');
});

test.each([
  ["repo:acme/api is:issue in:title alert OR queue", 200],
  ["repo:acme/api in:title alert", 422],
  ["repo:acme/none is:issue alert", 422],
  ["is:issue alert", 422],
  ["repo:acme/api is:issue in:body alert", 422],
  [`repo:acme/api is:issue in:title ${"a OR ".repeat(6)}b`, 422],
  [`repo:acme/api is:issue in:title ${"a".repeat(300)}`, 422],
])("issues are searched for as GitHub lets one: “%s” is answered with %i", async (q, status) => {
  const { client } = await open();
  expect((await statusOf(client.rest.search.issuesAndPullRequests({ q, advanced_search: "true" }))).status).toBe(
    status,
  );
});
