import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { ticketFromPull } from "#capabilities/triage/ticket";
import type { Context } from "#kernel/context";
import type { Button, View } from "#lib/view";
import { ago, house, type Pull } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";

const PULLS: Pull[] = [
  { number: 1, openedHoursAgo: 100, author: "ada", reviewers: ["ben"] },
  { number: 2, openedHoursAgo: 90, author: "ada" },
  { number: 3, openedHoursAgo: 1, author: "ada", branch: "x", title: "Fix it" },
];

function buttonsOf({ nodes }: View, subject: string): Button[] {
  const items = nodes.flatMap((node) => (node.type === "items" ? node.items : []));
  const item = items.find(({ content }) => JSON.stringify(content).includes(`"${subject}"`));
  return item?.buttons ?? [];
}

const labels = (buttons: Button[]) => buttons.map(({ label }) => label);
const callOf = (buttons: Button[], label: string) => buttons.find((button) => button.label === label)?.call;

it("offers on each line what helps it on, as the effect with the right input", async () => {
  const { ask, ports } = await house("sqlite", PULLS);
  const suggestion = { login: "cyd", reason: "owns 2 of 2 changed files, has 0 reviews open", at: NOW };
  for (const subject of ["acme/api#1", "acme/api#2"]) await ports.acting.suggest({ ...suggestion, subject });
  const { view } = await ask("triage");

  const asked = buttonsOf(view, "acme/api#1");
  expect(labels(asked)).toEqual(["Why", "Snooze", "Done", "Nudge", "Label"]);
  expect(callOf(asked, "Nudge")).toEqual({
    name: "pr.comment",
    input: {
      pull: "acme/api#1",
      body: "@ben: this waits for a first review, for 4 working days now. Next: review.",
      kind: "nudge",
    },
  });
  expect(callOf(asked, "Label")).toEqual({ name: "pr.label", input: { pull: "acme/api#1", label: "needs-review" } });

  const unasked = buttonsOf(view, "acme/api#2");
  expect(labels(unasked)).toEqual(["Why", "Snooze", "Done", "Ask cyd", "Label"]);
  const call = { name: "pr.request-review", input: { pull: "acme/api#2", login: "cyd" } };
  expect(callOf(unasked, "Ask cyd")).toEqual(call);

  const ticketless = buttonsOf(view, "acme/api#3");
  expect(labels(ticketless)).toEqual(["Why", "Snooze", "Done", "Nudge", "Create ticket", "Label"]);
  // The words are those of whoever wrote the pull request, so the button carries none of them.
  expect(callOf(ticketless, "Create ticket")).toEqual({ name: "triage.ticket", input: { pull: "acme/api#3" } });
  for (const { call: made } of [...asked, ...unasked, ...ticketless]) {
    const known = catalogue.get(made.name);
    expect(known?.input.safeParse(made.input).success).toBe(true);
  }
});

it("proposes the ticket in the project of the team that looks after the repository, as strangers' words", async () => {
  const { ports, directory, ask } = await house("sqlite", [PULLS[2] as Pull]);
  await ask("teams.save", { key: "core", repositories: ["acme/api"] });
  const project = { key: "API", name: "API", tracker: "jira" as const, team: "core", description: null };
  await directory.createProject(project, { by: "slack:U1", at: NOW });
  const proposed: { input: unknown; isTainted?: boolean }[] = [];
  const trust = {
    propose: async (proposal: (typeof proposed)[number]) => {
      proposed.push(proposal);
      return { number: 1, status: "pending", grounds: { preview: { does: "Create a ticket" } } };
    },
  };
  const context = { ...ports, trust, catalogue, now: () => NOW } as unknown as Context;
  await ticketFromPull.run(context, { pull: "acme/api#3" });
  expect(proposed).toMatchObject([{ isTainted: true, input: { project: "API", title: "Fix it" } }]);
  await expect(ticketFromPull.run(context, { pull: "acme/api#99" })).rejects.toThrow("no pull request");
});

it("offers nothing about the past, nor about what is no pull request", async () => {
  const { ask } = await house("sqlite", PULLS, { rules: "- { name: wip, kind: wip_limit_exceeded, limit: 1 }" });
  const { result, view } = await ask("triage");
  expect(result.items).toMatchObject([{ subject: "team:all", offers: { nudge: null, label: null, ticket: null } }]);
  expect(labels(buttonsOf(view, "team:all"))).toEqual(["Why", "Snooze", "Done"]);
  const past = await house("sqlite", PULLS);
  expect((await past.ask("triage", { as_of: ago(1) })).result.items[0].offers).toMatchObject({ nudge: null });
});
