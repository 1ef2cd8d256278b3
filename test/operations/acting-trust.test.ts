import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import type { Context, Ports } from "#kernel/context";
import type { TrustParts } from "#kernel/trust/parts";
import { performApproved } from "#kernel/trust/perform";
import { createTrust } from "#kernel/trust/trust";
import { createLog } from "#lib/log";
import { act } from "#operations/acting";
import { house } from "../support/house.ts";
import { NOW, testKernel } from "../support/kernel.ts";
import { policySource } from "../support/policy.ts";
import { createTrustHouse } from "../support/trust.ts";

const RULES = "- { name: review, kind: pr_without_review, then: [{ nudge: reviewer }, { label: needs-review }] }";
const ITEM = {
  repo: "acme/api",
  number: 1,
  title: "Change",
  url: "https://github.example.com/1",
  state: "open",
  labels: [],
};

/** The rules of a house whose every act is really proposed, judged and performed; Slack and GitHub are lists. */
async function setUp(policy: string) {
  const pulls = [{ number: 1, openedHoursAgo: 40, author: "ada", reviewers: ["ben"] }];
  const { store, ports: known, signals, directory } = await house("sqlite", pulls, { rules: RULES });
  await directory.see([{ vendor: "slack", handle: "U024", name: "Ben", email: "b@example.com", kind: "human" }], NOW);
  await directory.see([{ vendor: "github", handle: "ben", name: "Ben", email: "b@example.com", kind: "human" }], NOW);
  const told: { channel: string; key: string }[] = [];
  const announcements = {
    post: async (one: (typeof told)[number]) => void told.push(one),
    find: async () => ({ state: "sent" as const }),
  };
  const github = {
    item: async () => ({ ...ITEM, isPublic: false }),
    changedPaths: async () => [],
    codeowners: async () => null,
  };
  const labels: string[] = [];
  const { parts: base } = createTrustHouse(store);
  const source = policySource(() => policy);
  const log = createLog("silent");
  const now = () => NOW;
  const parts = {
    ...base,
    ...{ catalogue, policy: source, log, now },
    writes: { github: { addLabel: async (_ref: unknown, label: string) => void labels.push(label) } },
    contextOf: (call: object) => ({ ...call, ...ports, now, log, catalogue }) as unknown as Context,
  } as unknown as TrustParts;
  const ports = { ...known, announcements, vendors: { github }, trust: createTrust(parts) } as unknown as Ports;
  const { invoke } = testKernel(catalogue, ports);
  await signals.evaluate(NOW);
  await act({ ports, policy: source, invoke, log, now });
  const list = () => ports.trust.list({ statuses: ["pending", "approved", "done"], limit: 10 });
  return { list, told, labels, parts, again: () => act({ ports, policy: source, invoke, log, now }) };
}

it("proposes what rules do, and what the policy lets happen by itself happens once", async () => {
  const { list, told, labels, parts, again } = await setUp(DEFAULT_POLICY);
  const proposed = await list();
  expect(proposed.map(({ name, status }) => [name, status]).sort()).toEqual([
    ["nudges.dm", "approved"],
    ["pr.label", "approved"],
  ]);
  for (const { requester, isTainted, grounds } of proposed) {
    expect({ requester, isTainted }).toEqual({ requester: "rule:review", isTainted: false });
    expect(grounds).toMatchObject({
      cause: expect.stringMatching(/^signal:/),
      because: "acme/api#1 waits for a first review.",
    });
  }
  for (const { id } of proposed) await performApproved(parts, id);
  await again();
  expect(told).toMatchObject([{ channel: "U024", key: proposed.find(({ name }) => name === "nudges.dm")?.id }]);
  expect(labels).toEqual(["needs-review"]);
  expect((await list()).map(({ status }) => status)).toEqual(["done", "done"]);
});

it("waits for a person where the policy wants one, and asks no second time", async () => {
  const strict = "actions: { pr.label: { risk: medium, mode: ask }, nudges.dm: { risk: low, mode: deny } }";
  const { list, told, again } = await setUp(strict);
  await again();
  expect((await list()).map(({ name, status }) => [name, status])).toEqual([["pr.label", "pending"]]);
  expect(told).toEqual([]);
});
