import { catalogue } from "#capabilities/index";
import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { fromWebhook } from "#integrations/github/normalise";
import { createActing } from "#store/acting";
import { createStandups } from "#store/answers";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { createSchedules } from "#store/schedules";
import { createSignals } from "#store/signals";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { NOW, testKernel } from "./kernel.ts";
import { type dialects, openTestStore } from "./stores.ts";

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();

export interface Pull {
  number: number;
  openedHoursAgo: number;
  title?: string;
  author?: string;
  type?: string;
  draft?: boolean;
  branch?: string;
  reviewers?: string[];
}

export function opened({
  number,
  openedHoursAgo,
  title = "Change",
  author = "ada",
  type = "User",
  draft = false,
  branch,
  reviewers = [],
}: Pull) {
  const at = ago(openedHoursAgo);
  const user = { login: author, id: 1, type };
  const repository = { id: 1, full_name: "acme/api", name: "api", owner: { login: "acme" } };
  const pull_request = {
    ...{ id: number, number, title, body: null, draft, user, state: "open", labels: [] },
    requested_reviewers: reviewers.map((login, id) => ({ login, id, type: "User" })),
    ...{ created_at: at, updated_at: at, closed_at: null, merged_at: null, merged: false, merge_commit_sha: null },
    ...{ html_url: `https://github.example.com/acme/api/pull/${number}`, additions: 1, deletions: 1, changed_files: 1 },
    ...{ head: { ref: branch ?? `API-${number}-x`, sha: `sha${number}` }, base: { ref: "main", sha: "base" } },
  };
  const payload = { action: "opened", number, pull_request, repository, sender: user };
  const raw = Buffer.from(JSON.stringify(payload));
  return fromWebhook({ event: "pull_request", delivery: `d${number}`, payload, raw, receivedAt: new Date(at) });
}

interface Change {
  zone?: string;
  rules?: string;
  /** How often GitHub is polled; null when it never is, so that it can never be stale. */
  pollMs?: number | null;
}

/** Every capability over a real store with these pull requests, as one person asks for them. */
export async function house(dialect: (typeof dialects)[number], pulls: Pull[], change: Change = {}) {
  const store = await openTestStore(dialect);
  if (pulls.length > 0) await createEvents(store).ingest(pulls.map(opened));
  const facts = createFacts(store);
  const directory = { ...createPeople(store), ...createTeams(store) };
  const rules = { current: () => parseRulesYaml(change.rules ?? DEFAULT_RULES), problem: () => null };
  const settings = {
    zone: change.zone ?? "UTC",
    pollIntervalMs: { github: change.pollMs ?? null },
    allowedProjects: ["*"],
  };
  const signals = createSignals({ store, facts, directory, rules, settings });
  const acting = createActing(store);
  const prds = createPrds(store, { quorum: 1 });
  const planned = { schedules: createSchedules(store), standups: createStandups(store) };
  const talk = createTalk(store, () => ({ channels: [], threshold: 1, projects: new Map() }));
  const ports = {
    ...planned,
    talk,
    tickets: createTickets(store),
    acting,
    facts,
    directory,
    prds,
    rules,
    settings,
    signals,
    memory: createMemory(store),
  };
  const { invoke } = testKernel(catalogue, ports);

  async function ask(name: string, input: object = {}, user = "slack:U1") {
    const outcome = await invoke({
      name,
      input,
      actor: { kind: user.startsWith("slack:") ? "person" : "key", id: user },
      origin: { surface: "slack" },
    });
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }
  return { ask, signals, directory, facts, store, ports };
}
