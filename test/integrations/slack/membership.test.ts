import { expect, it } from "vitest";
import { createMembership } from "#integrations/slack/membership";
import { openSlack, webClient } from "../../sandbox/slack/support.ts";

it("asks Slack once a minute, and knows whom we met as soon as we did", async () => {
  const slack = await openSlack();
  const met = new Map<string, { id: string }>();
  let now = new Date("2026-11-20T10:00:00Z");
  const membership = createMembership({
    ...{ client: webClient(slack), isLocalMode: false, ownerOf: () => undefined, groups: () => [], now: () => now },
    personOf: async ({ handle }) => met.get(handle),
  });
  const ask = () => membership.voterOf({ kind: "person", id: "slack:U0ADA" });
  const asked = () => slack.ledger.entries().filter((entry) => JSON.stringify(entry).includes("users.info")).length;

  expect(await ask()).toMatchObject({ isGuest: true });
  met.set("U0ADA", { id: "p1" });
  expect(await ask()).toMatchObject({ isGuest: false, person: "p1", slackIds: ["U0ADA"] });
  expect(asked()).toBe(1);
  now = new Date(now.getTime() + 60_000);
  await ask();
  expect(asked()).toBe(2);
});

it("takes a key for the person it stands for, and one of nobody's for nobody", async () => {
  const slack = await openSlack();
  const membership = createMembership({
    ...{ client: webClient(slack), isLocalMode: false, groups: () => [], now: () => new Date() },
    ownerOf: (key) => (key === "key:ada" ? "U0ADA" : undefined),
    personOf: async ({ handle }) => ({ id: `person:${handle}` }),
  });
  expect(await membership.voterOf({ kind: "key", id: "key:ada" })).toEqual({
    ...{ person: "person:U0ADA", slackIds: ["U0ADA"], isGuest: false, isOperator: false },
  });
  expect(await membership.voterOf({ kind: "key", id: "key:ci" })).toBeUndefined();
});
