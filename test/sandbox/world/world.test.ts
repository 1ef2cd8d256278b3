import { expect, test } from "vitest";
import { createWorld } from "#sandbox/world/world";

const at = (iso: string) => () => new Date(iso);
/** Every day of the week, since some situations must be there on a Sunday, too. */
const DAYS = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15"];

test("the same seed and moment give the same twelve weeks, another seed gives others", () => {
  const now = at("2026-03-14T12:00:00Z");
  const history = createWorld({ seed: 5, now }).history();
  expect(createWorld({ seed: 5, now }).history()).toEqual(history);
  expect(createWorld({ seed: 6, now }).history()).not.toEqual(history);
});

test("history is told in order, with ids of its own, and ends now", () => {
  const history = createWorld({ seed: 5, now: at("2026-03-14T12:00:00Z") }).history();
  const times = history.map(({ received_at }) => received_at);
  expect(times).toEqual([...times].sort());
  expect(times[0]?.slice(0, 7)).toBe("2025-12");
  expect(times.at(-1)?.slice(0, 10)).toBe("2026-03-14");
  expect(new Set(history.map(({ delivery }) => delivery)).size).toBe(history.length);
  expect(history.length).toBeGreaterThan(1_000);
});

test.each(DAYS)("on %s there is everything to be noticed", (day) => {
  const { state, startedAt } = createWorld({ seed: 7, now: at(`${day}T09:30:00Z`) });
  const open = state.pulls.filter((pull) => pull.state === "open");
  const idleHours = (pull: (typeof open)[number]) => (startedAt.getTime() - pull.updatedAt.getTime()) / 3_600_000;
  const by = (login: string) => open.filter(({ author }) => author === login);
  const heads = (pull: (typeof open)[number]) => state.runs.filter(({ sha }) => sha === pull.head.sha);
  expect(open.some((pull) => idleHours(pull) > 7 * 24)).toBe(true);
  expect(open.some((pull) => pull.reviews.length === 0 && !pull.isDraft && idleHours(pull) > 48)).toBe(true);
  expect(open.some(({ isDraft }) => isDraft)).toBe(true);
  expect(open.some((pull) => pull.reviews.at(-1)?.state === "changes_requested")).toBe(true);
  expect(open.some((pull) => pull.reviews.at(-1)?.state === "approved" && idleHours(pull) > 48)).toBe(true);
  expect(open.some((pull) => heads(pull).some(({ conclusion }) => conclusion === "failure"))).toBe(true);
  expect(open.some(({ head, author }) => author !== "renovator[bot]" && !/[A-Z]+-\d+/.test(head.ref))).toBe(true);
  expect(by("benosei").length).toBeGreaterThan(4);
  expect(by("renovator[bot]").length).toBeGreaterThan(0);
  expect(state.deployments.some(({ statuses }) => statuses.at(-1)?.state === "failure")).toBe(true);
  const [incident] = state.issues;
  const broken = state.pulls.find(({ mergeSha }) => mergeSha && incident?.body.includes(mergeSha));
  expect(incident).toMatchObject({ labels: ["incident"], state: "closed" });
  expect(state.pulls.some(({ title, mergedAt }) => title === `Revert "${broken?.title}"` && mergedAt)).toBe(true);
});

test("a change that is not possible says why and changes nothing", () => {
  const world = createWorld({ seed: 5, now: at("2026-03-14T12:00:00Z") });
  const merged = world.state.pulls.find(({ mergedAt, repo }) => mergedAt && repo.name === "api");
  const before = world.state.pulls.length;
  const pull = { repo: "api", number: merged?.number ?? 0 };
  expect(() => world.changes.make({ change: "merge", ...pull, by: "ada-park" })).toThrow("is no open pull request");
  expect(() => world.changes.make({ change: "push", repo: "nowhere", number: 1 })).toThrow("no repository nowhere");
  expect(() => world.changes.make({ change: "revert", ...pull, by: "nobody" })).toThrow("Nobody is called nobody");
  expect(world.state.pulls.length).toBe(before);
});

test("a revert names what it takes back", () => {
  const world = createWorld({ seed: 5, now: at("2026-03-14T12:00:00Z") });
  const merged = world.state.pulls.find(({ mergedAt, repo }) => mergedAt && repo.name === "api");
  const number = merged?.number ?? 0;
  const revert = world.changes.make({ change: "revert", repo: "api", number, by: "ada-park" });
  expect(revert).toMatchObject({
    title: `Revert "${merged?.title}"`,
    body: `Reverts acme/api#${number}`,
    state: "open",
  });
});
