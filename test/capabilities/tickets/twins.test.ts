import { expect, it } from "vitest";
import { ticketPlanForm } from "#capabilities/tickets/plan";
import type { Context } from "#kernel/context";
import { createPrds } from "#store/prds";
import { open } from "../../support/batches.ts";
import { by } from "../../support/trust.ts";

const OURS = "Exports time out for large customers";
const THEIRS = "Saved searches forget their order";

it.each([
  ["API", "jira", OURS, "API-1003"],
  ["WEB", "linear", THEIRS, "WEB-1003"],
] as const)(
  "shows on the card what %s has already that looks like a ticket of the list",
  async (project, vendor, title, ref) => {
    const { propose, ...trackers } = await open();
    const { grounds } = await propose(project, [{ title: `${title}!` }, { title: "Nobody has thought of gravel" }]);
    const link = expect.objectContaining({
      label: `${ref} ${title}`,
      url: expect.stringMatching(`^https?://.*/${ref}$`),
    });
    expect(grounds.remarks).toEqual([{ words: `A ticket there looks like “${title}!”:`, links: [link] }]);
    expect(
      trackers[vendor].requests.entries().every(({ method, path }) => method !== "PUT" && !path.endsWith("/issue")),
    ).toBe(true);
  },
);

it("finds issues of GitHub by its search, whose words they share", async () => {
  const { world, propose } = await open();
  const issue = { change: "issue", repo: "acme/infra", by: "finnhal", title: "Rotate the keys of the cache" } as const;
  world.changes.make({ ...issue, body: "", labels: [] });
  const { grounds } = await propose("OPS", [{ title: "Rotate keys of the cache" }]);
  expect(grounds.remarks?.[0]?.links[0]?.label).toMatch(/^acme\/infra#\d+ Rotate the keys of the cache$/);
});

it.each([
  ["is away", { kind: "status", status: 503, times: 50 }],
  ["breaks off", { kind: "reset", times: 50 }],
  ["has had enough", { kind: "status", status: 429, times: 50 }],
] as const)("proposes all the same where the search of the tracker %s, and says so", async (_what, fault) => {
  const { propose, jira } = await open();
  jira.fault({ ...fault, on: "POST /rest/api/3/search/jql" });
  const approval = await propose("API", [{ title: OURS }]);
  expect(approval.status).toBe("pending");
  const words = "Jira could not be searched, so there may be tickets like these already.";
  expect(approval.grounds.remarks).toEqual([{ words, links: [] }]);
});

it("searches for twenty titles at most, and says that it is not all", async () => {
  const { propose, jira } = await open();
  const many = Array.from({ length: 25 }, (_, index) => ({ title: `Gravel number ${index}` }));
  const { grounds } = await propose("API", many);
  const searches = jira.requests.entries().filter(({ operation }) => operation.endsWith("/search/jql"));
  expect(searches).toHaveLength(20);
  expect(grounds.remarks?.at(-1)?.words).toBe("Only the first 20 of 25 were searched for in Jira.");
});

it("shows it for a single ticket, too, and asks the tracker for nothing that it knows itself", async () => {
  const { house, jira } = await open();
  const link = { prd: "p", requirement: "R1", ref: "API-77", url: "https://jira.example.com/browse/API-77" };
  const prds = createPrds(house.store, { quorum: 1 });
  await prds.link({ ...link, title: "Pay by card", version: "v", by: "ada" }, house.now());
  const { contextOf } = house.parts;
  house.parts.contextOf = (call) => ({ ...contextOf(call), prds }) as Context;
  const effect = house.parts.catalogue.get("issue.create");
  if (!effect || !("target" in effect)) throw new Error("Tickets can be created.");
  const input = effect.input.parse({ project: "API", title: "Pay by card" });
  const { grounds } = await house.trust.propose({ call: by(house, "U5DEV"), effect, input });
  expect(grounds.remarks).toEqual([
    { words: "A ticket there looks like “Pay by card”:", links: [{ label: "API-77 Pay by card", url: link.url }] },
  ]);
  expect(jira.requests.entries().map(({ operation }) => operation)).not.toContain("POST /rest/api/3/search/jql");
});

const PRD = `# Exports\n\n## Ticket plan\n\n### Exports\n\n- T1: ${OURS}\n`;

it.each([
  ["API", "looks like"],
  ["NONE", "There is no project NONE."],
])("shows it in the form in which the rows of a PRD of %s are dropped: %s", async (project, words) => {
  const { house } = await open();
  const prds = createPrds(house.store, { quorum: 1 });
  const about = {
    project,
    createdBy: "ada",
    place: null,
    thread: null,
    origin: { kind: "typed", isTainted: false },
  } as const;
  await prds.create({ title: "Exports", ...about }, { text: PRD, author: "ada", message: "First" }, house.now());
  const context = { ...house.parts.contextOf(by(house, "U5DEV")), prds } as Context;
  const view = ticketPlanForm.view(await ticketPlanForm.run(context, { prd: 1 }));
  expect(JSON.stringify(view.nodes)).toContain(words);
  expect(view.nodes.at(-1)?.type).toBe("form");
});
