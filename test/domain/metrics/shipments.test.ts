import { expect, it } from "vitest";
import { attribute } from "#domain/metrics/attribution";
import { lineOfTag, repositoriesWith } from "#domain/metrics/delivery-rules";
import { createLineage, type Push } from "#domain/metrics/lineage";
import { readMentions } from "#domain/metrics/mentions";
import { findShipments, type Landing, type Merge } from "#domain/metrics/shipments";

const merge = (over: Partial<Merge> = {}): Merge => ({
  ...{ ref: "acme/api#1", repo: "acme/api", base: "main", mergeSha: "m1", mergedAt: 10 },
  ...over,
});
const landing = (id: string, over: Partial<Landing> = {}): Landing => ({
  ...{ id, sha: `sha-${id}`, ref: `v${id}`, line: "main", at: 20 },
  ...over,
});
const push = (before: string, after: string, over: Partial<Push> = {}): Push => ({
  ...{ subject: "acme/api:main", before, after, shas: [after] },
  ...over,
});
const ship = (landings: Landing[], pushes: Push[] = [], one = merge()) =>
  findShipments([one], landings, createLineage(pushes)).get(one.ref);

it("ships by the next deployment on the branch that was merged into, not by the next of the repository", () => {
  const other = landing("1", { line: "v3", at: 15 });
  expect(ship([other, landing("2", { at: 30 })])).toEqual({ deployment: "2", shippedAt: 30, shipRule: "branch" });
  expect(ship([other])).toBeUndefined();
  expect(ship([landing("3", { at: 9 })])).toBeUndefined();
});

it("passes over a deployment of an older commit, which is known not to contain the merge", () => {
  const pushes = [push("a", "b"), push("b", "m1"), push("m1", "c")];
  const old = landing("1", { sha: "b", at: 15 });
  expect(ship([old, landing("2", { sha: "c", at: 30 })], pushes)).toMatchObject({
    deployment: "2",
    shipRule: "ancestry",
  });
  expect(ship([old], pushes)).toBeUndefined();
  expect(ship([old])).toMatchObject({ deployment: "1", shipRule: "branch" });
});

it("finds a merge that came to another line with a push of several commits", () => {
  const merged = push("x", "y", { subject: "acme/api:main", shas: ["m1", "y"] });
  const one = merge({ base: "v3" });
  expect(ship([landing("1", { sha: "y" })], [merged, push("o", "m1", { subject: "acme/api:v3" })], one)).toMatchObject({
    shipRule: "ancestry",
  });
});

it("knows nothing over a push by force, and goes by the branch", () => {
  const { contains } = createLineage([push("a", "m1"), push("z", "c")]);
  expect([contains("c", "m1"), contains("m1", "a"), contains("a", "m1")]).toEqual([undefined, true, false]);
});

it("ends on pushes that go round in a circle", () => {
  expect(createLineage([push("s", "a"), push("a", "b"), push("b", "a")]).contains("b", "a")).toBe(true);
  expect(createLineage([push("a", "b"), push("b", "a")]).contains("b", "a")).toBeUndefined();
});

it("takes the line of a deployment that says none from its ref or from where its commit was pushed", () => {
  expect(ship([landing("1", { line: null, ref: "main" })])).toMatchObject({ deployment: "1" });
  expect(ship([landing("1", { line: null })], [push("q", "sha-1")])).toMatchObject({ deployment: "1" });
  expect(ship([landing("1", { line: null })])).toBeUndefined();
});

it.each([
  ["what a person says", { stated: "2", rootCause: "v1" }, { deployment: "2", causeRule: "manual" }],
  ["that nothing caused it", { stated: "none" }, { deployment: null, causeRule: "manual" }],
  ["what it names", { rootCause: "v1" }, { deployment: "1", causeRule: "manual" }],
  ["a shortened commit", { rootCause: "abcdef1" }, { deployment: "3", causeRule: "manual" }],
  ["the latest before it", {}, { deployment: "2", causeRule: "latest" }],
  ["nothing before the first deployment", { openedAt: 1 }, { deployment: null, causeRule: null }],
])("blames by %s", (_words, facts, found) => {
  const landings = [landing("1"), landing("2", { at: 25 }), landing("3", { at: 90, sha: "abcdef1234" })];
  const incident = { ref: "acme/api#9", openedAt: 30, rootCause: null, fixedIn: null, stated: null, ...facts };
  expect(attribute(incident, landings, { deploymentOf: () => undefined, reverts: [] })).toMatchObject(found);
});

it("blames what was reverted for an incident rather than the latest, once it was shipped", () => {
  const landings = [landing("1"), landing("2", { at: 25 })];
  const incident = { ref: "acme/api#9", openedAt: 30, rootCause: null, fixedIn: null, stated: null };
  const revert = { fixes: ["acme/api#9"], deployment: "1", shippedAt: 20 };
  const shipped = { deploymentOf: () => undefined, reverts: [revert] };
  expect(attribute(incident, landings, shipped)).toMatchObject({ deployment: "1", causeRule: "revert" });
  const late = { deploymentOf: () => undefined, reverts: [{ ...revert, shippedAt: 40 }] };
  expect(attribute(incident, landings, late)).toMatchObject({ causeRule: "latest" });
});

it.each([
  ['Revert "Faster" (#7)', "", "acme/api#7", []],
  ["revert: faster (#7)", "Fixes #12, closes acme/web#3", "acme/api#7", ["acme/api#12", "acme/web#3"]],
  ["Undo", "Reverts acme/web#8", "acme/web#8", []],
  ["Undo", "This reverts commit 1A2B3C4D.", "1a2b3c4d", []],
  ["Make reverting faster (#7)", "prefix #3", null, []],
])("reads what %s says of others", (title, body, reverts, fixes) => {
  expect(readMentions("acme/api", { title, body })).toEqual({ reverts, fixes });
});

it("knows which repositories are delivered together, and which line a tag is said to be of", () => {
  const services = new Map([["shop", ["acme/api", "acme/web"]]]);
  const rules = { environments: [], services, lines: [{ tag: "v3.*", branch: "v3" }] };
  expect([repositoriesWith(rules, "acme/web"), repositoriesWith(rules, "acme/x")]).toEqual([
    ["acme/api", "acme/web"],
    ["acme/x"],
  ]);
  expect([lineOfTag(rules, "v3.2.1"), lineOfTag(rules, "v4.0.0")]).toEqual(["v3", null]);
});
