import { expect, it } from "vitest";
import { ticketEffects } from "#capabilities/tickets/effects";
import { labelOf, linearIdOf } from "#capabilities/tickets/marks";
import type { Effect } from "#kernel/capability";
import { openTrackers, perform } from "../../support/trackers.ts";

const [create, comment, transition, , assign] = ticketEffects as unknown as [Effect, Effect, Effect, Effect, Effect];

it("shows exactly what goes where, as the project says", async () => {
  const { writing, jira } = await openTrackers();
  const input = create.input.parse({ project: "api", title: "Slow exports", body: "See **logs**", priority: "urgent" });
  expect(await create.preview(writing, input)).toEqual({
    ...{ vendor: "jira", version: '["jira","API"]', does: "Create a ticket in API (Jira)" },
    ...{ subject: "API Acme api", link: `${jira.url}/browse/API`, project: "API", team: "api" },
    place: { kind: "private", members: Number.POSITIVE_INFINITY },
    payload: [
      { label: "Title", text: "Slow exports" },
      { label: "Text", text: "See **logs**" },
      { label: "Kind", text: "Task" },
      { label: "Kind", text: "priority Highest" },
    ],
  });
  expect(await create.preview(writing, { ...(input as object), project: "WEB" })).toMatchObject({ vendor: "linear" });
  expect(await create.preview(writing, { ...(input as object), project: "OPS" })).toMatchObject({
    ...{ vendor: "github", does: "Create a ticket in acme/infra (GitHub)", place: { kind: "external" } },
  });
});

it("shows what a change replaces", async () => {
  const { writing } = await openTrackers();
  expect(await transition.preview(writing, { issue: "api-1001", status: "in review" })).toMatchObject({
    ...{ does: "Move API-1001 to In Review (Jira)", subject: "API-1001 Make order numbers gap-free" },
    payload: [{ label: "Status", text: "In Review", before: "In Progress" }],
  });
  expect(await assign.preview(writing, { issue: "WEB-1001", assignee: "elifay@acme.example" })).toMatchObject({
    payload: [{ label: "Assignee", text: "Elif Aydin", before: "Dev Raghavan" }],
  });
});

it.each([
  [create, { project: "NOPE", title: "x" }, "There is no project NOPE."],
  [comment, { issue: "API-9", body: "x" }, "Jira shows no issue API-9"],
  [comment, { issue: "WEB-9", body: "x" }, "Linear shows no issue WEB-9"],
  [transition, { issue: "API-1003", status: "Done" }, "From To Do, API-1003 can be moved to: In Progress."],
  [transition, { issue: "API-1001", status: "in progress" }, "API-1001 is In Progress already."],
  [assign, { issue: "API-1001", assignee: "Zoe" }, "Nobody who goes by “Zoe” can be given API-1001 in Jira."],
  [assign, { issue: "API-1001", assignee: "a" }, "Several people in Jira go by “a”."],
  [assign, { issue: "WEB-1001", assignee: "Zoe" }, "Nobody who goes by “Zoe” can be given WEB-1001 in Linear."],
] as const)("says what is wrong and how to mend it: %#", async (effect, input, words) => {
  const { writing } = await openTrackers();
  await expect(effect.preview(writing, effect.input.parse(input))).rejects.toThrow(words);
});

it("says what to set where a tracker is not connected", async () => {
  const { writing } = await openTrackers();
  const without = { ...writing, vendors: { github: null, jira: null, linear: null, google: null } };
  await expect(comment.preview(without, { issue: "API-1001", body: "x" })).rejects.toThrow("set JIRA_URL, JIRA_EMAIL");
  await expect(comment.preview(without, { issue: "WEB-1001", body: "x" })).rejects.toThrow("set LINEAR_API_KEY");
  await expect(comment.preview(without, { issue: "acme/api#1", body: "x" })).rejects.toThrow("set GITHUB_TOKEN");
});

it("needs to know which repository, where a project on GitHub has several", async () => {
  const project = { key: "BIG", name: "Big", tracker: "github", team: "api", description: null } as const;
  const { writing } = await openTrackers({ projects: [project] });
  const making = perform(create, writing, { project: "BIG", title: "x" });
  await expect(making).rejects.toThrow("its team looks after 2 repositories. Name the repository, like acme/api.");
});

it.each([
  [create, { project: "../x", title: "x" }],
  [create, { project: "API", title: "two\nlines" }],
  [create, { project: "API", title: "x".repeat(256) }],
  [comment, { issue: "API-1/../../x", body: "x" }],
  [comment, { issue: "API-1", body: "  " }],
  [comment, { issue: "API-1", body: "x".repeat(20_001) }],
] as const)("takes no input that could lead astray: %#", (effect, input) => {
  expect(effect.input.safeParse(input).success).toBe(false);
});

it("has finer names for the policy, one target for one ticket, and stable marks", () => {
  expect(create.variants?.(create.input.parse({ project: "API", title: "x", priority: "low" }))).toEqual([
    "issue.create.low",
  ]);
  expect(create.variants?.(create.input.parse({ project: "API", title: "x" }))).toEqual([]);
  expect(comment.target({ issue: "api-1" })).toBe(transition.target({ issue: "API-1" }));
  expect(linearIdOf("k")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([linearIdOf("k"), labelOf("k")]).toEqual([linearIdOf("k"), labelOf("k")]);
  expect(linearIdOf("k")).not.toBe(linearIdOf("l"));
});
