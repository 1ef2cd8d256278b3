import { Octokit } from "@octokit/rest";
import { expect, it } from "vitest";
import { readNumber, readPull } from "#integrations/github/source";

const log = { debug() {}, info() {}, warn() {}, error() {} };

/** A repository of which GitHub answers everything in one way. */
function sourceOf(status: number, body: unknown) {
  const request = {
    fetch: async () => new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } }),
  };
  const repository = { full_name: "Acme/API" };
  return { client: new Octokit({ request, log }), repo: { owner: "acme", repo: "api" }, repository };
}

it.each([404, 410])("takes a %i for what it is: the issue is gone", async (status) => {
  expect(await readNumber(sourceOf(status, { message: "Gone" }), 7)).toMatchObject([
    { event: "gone", payload: { number: 7, moved_to: null } },
  ]);
  // Somebody lists it: then it is not for this to say.
  expect(await readPull(sourceOf(status, { message: "Gone" }), 7)).toEqual([]);
});

it("follows an issue to the repository it was transferred to", async () => {
  const moved = { number: 3, repository_url: "https://api.github.com/repos/acme/web" };
  expect(await readNumber(sourceOf(200, moved), 7)).toMatchObject([
    { event: "gone", payload: { number: 7, moved_to: "acme/web#3", repository: { full_name: "Acme/API" } } },
  ]);
});

it.each([401, 403, 500])("concludes nothing from a %i", async (status) => {
  await expect(readNumber(sourceOf(status, { message: "No" }), 7)).rejects.toMatchObject({ status });
});
