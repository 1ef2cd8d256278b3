import { expect, it } from "vitest";
import type { Deployment } from "#domain/delivery";
import type { RequirementLink } from "#domain/prd/prd";
import type { PullRequest } from "#domain/pull-request";
import { listDrift } from "#domain/spec/drift";
import { type KnownTicket, traceRequirements } from "#domain/spec/trace";

const day = (number: number) => new Date(Date.UTC(2026, 5, number));
const pull = (number: number, change: Partial<PullRequest> = {}) =>
  ({
    ...{ subject: `acme/web#${number}`, title: `Pull ${number}`, url: `https://x/${number}`, repo: "acme/web" },
    ...{ state: "merged", mergedAt: day(number), ...change },
  }) as PullRequest;
const ticket = (ref: string, isDone: boolean | null = false): KnownTicket => ({
  ...{ ref, title: ref, url: `https://t/${ref}`, status: "In Progress", isDone },
});
const link = (requirement: string, ref: string, version = "v1") =>
  ({ requirement, ref, version, title: ref, url: `https://t/${ref}` }) as RequirementLink;
const deployment = (number: number, status: Deployment["status"] = "success") =>
  ({
    repo: "acme/web",
    status,
    createdAt: day(number),
    finishedAt: day(number),
    url: `https://d/${number}`,
  }) as Deployment;

const requirements = ["R1", "R2", "R3", "R4", "R5"].map((id) => ({ id, text: `Text of ${id}` }));
const links = [link("R2", "API-1"), link("R3", "API-2"), link("R4", "API-3"), link("R5", "API-4"), link("R5", "API-1")];
const tickets = ["API-1", "API-2", "API-3", "API-4"].map((ref) => ticket(ref));

function trace() {
  return traceRequirements({
    ...{ requirements, links, tickets },
    pulls: [
      { pull: pull(1, { state: "open", mergedAt: null }), names: ["API-2"] },
      { pull: pull(9), names: ["API-3"] },
      { pull: pull(4), names: ["API-4"] },
    ],
    deployments: [deployment(3), deployment(5, "failure"), deployment(6), deployment(7)],
  });
}

it("follows each requirement as far as its ticket that is least far", () => {
  expect(trace().map(({ id, stage }) => [id, stage])).toEqual([
    ["R1", "no ticket"],
    ["R2", "planned"],
    ["R3", "in work"],
    ["R4", "merged"],
    ["R5", "planned"],
  ]);
});

it("names the first deployment that succeeded after the merge as what brought it out", () => {
  const [shipped] = trace()[4]?.tickets ?? [];
  expect(shipped?.pulls).toMatchObject([{ subject: "acme/web#4", deployedAt: day(6), deployment: "https://d/6" }]);
});

it("sees where what is written and what is done have come apart", () => {
  const drift = listDrift({
    ...{ state: "approved", links },
    requirements: traceRequirements({
      ...{ requirements, links, deployments: [] },
      tickets: [ticket("API-1"), ticket("API-2", true), ticket("API-3"), ticket("API-4", null)],
      pulls: [{ pull: pull(1, { state: "open", mergedAt: null }), names: ["API-2", "API-4"] }],
    }),
    texts: new Map([
      [
        "v1",
        new Map([
          ["R2", "Text of R2"],
          ["R4", "Another text"],
        ]),
      ],
    ]),
    unplanned: [{ ref: "API-9", subject: "acme/web#30", url: "https://x/30" }],
  });
  expect(drift.map(({ kind, about }) => [kind, about])).toEqual([
    ["no_ticket", "R1"],
    ["changed_since", "R4"],
    ["closed_unmerged", "API-2"],
    ["unplanned", "API-9"],
  ]);
});

it("wants no tickets of what nobody has approved", () => {
  const none = listDrift({ state: "draft", requirements: trace(), links, texts: new Map(), unplanned: [] });
  expect(none).toEqual([]);
});
