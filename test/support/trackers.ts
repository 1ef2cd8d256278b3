import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import { loadConfig } from "#config";
import type { Person, Project, Team } from "#domain/directory";
import type { Attempt, Effect } from "#kernel/capability";
import type { Writing } from "#kernel/context";
import type { Metrics } from "#lib/metrics";
import { createGithubSandbox } from "#sandbox/github/sandbox";
import { createJiraSandbox } from "#sandbox/jira/sandbox";
import { createLinearSandbox } from "#sandbox/linear/sandbox";
import { createPagerdutySandbox } from "#sandbox/pagerduty/sandbox";
import type { HookTarget } from "#sandbox/wire/hooks";
import { createTickets } from "#sandbox/world/tickets";
import { createWorld, type World } from "#sandbox/world/world";
import { createVendors } from "#wiring/vendors";

const PROJECTS: Project[] = [
  { key: "API", name: "API", tracker: "jira", team: "api", description: null },
  { key: "WEB", name: "Web", tracker: "linear", team: null, description: null },
  { key: "OPS", name: "Operations", tracker: "github", team: "ops", description: null },
];
const TEAM: Omit<Team, "key" | "repositories"> = {
  ...{ name: "A team", zone: "UTC", working_days: [1], members: [], wip_limit: null, channel: null },
};
const PEOPLE: Person[] = [
  {
    ...{ id: "p1", name: "Ben Osei", email: "benosei@acme.example", zone: null },
    accounts: [
      { vendor: "slack", handle: "U0BEN" },
      { vendor: "github", handle: "benosei" },
    ],
  },
];

let team: World | undefined;

/** Twelve weeks are made once; the tickets are new for every test. */
export function freshWorld(now = () => new Date()): World {
  team ??= createWorld({ seed: 1, now: () => new Date() });
  return { ...team, now, state: { ...team.state, tickets: createTickets(team.startedAt) } };
}

interface Options {
  webhook?: HookTarget;
  projects?: Project[];
  /** The clock of Jira and Linear. */
  now?: () => Date;
}

/** The trackers of the sandbox, reached as the product reaches them, and what an effect is performed with. */
export async function openTrackers(options: Options = {}) {
  const world = freshWorld(options.now);
  const { webhook = null } = options;
  const jira = await createJiraSandbox({ world, webhook });
  const linear = await createLinearSandbox({ world, webhook });
  const github = await createGithubSandbox({ world });
  const pagerduty = await createPagerdutySandbox();
  onTestFinished(async () => {
    await Promise.all([jira.close(), linear.close(), github.close(), pagerduty.close()]);
    expect(mismatches).toEqual([]);
  });
  const mismatches: string[] = [];
  const metrics: Metrics = {
    count: (name) => void (name === "vendor_mismatches_total" && mismatches.push(name)),
    set: () => {},
    observe: () => {},
  };
  const config = loadConfig({
    ...{ JIRA_URL: jira.url, JIRA_EMAIL: jira.email, JIRA_TOKEN: jira.token },
    ...{ LINEAR_API_URL: linear.url, LINEAR_API_KEY: linear.key },
    ...{ GITHUB_API_URL: github.url, GITHUB_TOKEN: github.token },
    ...{ PAGERDUTY_URL: pagerduty.url, PAGERDUTY_ROUTING_KEY: pagerduty.routingKey },
  });
  const { reads, writes } = createVendors(config, metrics);
  const directory = {
    projects: async () => options.projects ?? PROJECTS,
    team: async (key: string) => ({
      ...TEAM,
      key,
      repositories: key === "ops" ? ["acme/infra"] : ["acme/api", "acme/web"],
    }),
    teams: async () => [],
    people: async () => PEOPLE,
  };
  const { signal } = new AbortController();
  const settings = { allowedProjects: ["*"] };
  const writing = { vendors: reads, writes, directory, settings, signal, now: () => new Date() } as unknown as Writing;
  return { world, jira, linear, github, pagerduty, reads, writes, writing, metrics };
}

export type Trackers = Awaited<ReturnType<typeof openTrackers>>;

/** What an attempt would be, had the effect been proposed now. */
export async function attemptOf(effect: Effect, writing: Writing, input: unknown): Promise<Attempt> {
  const { version } = await effect.preview(writing, effect.input.parse(input));
  return { key: randomUUID(), version, since: new Date() };
}

/** Proposes and performs it once. */
export async function perform(effect: Effect, writing: Writing, input: unknown) {
  const attempt = await attemptOf(effect, writing, input);
  return effect.run(writing, effect.input.parse(input), attempt);
}
