import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { parseDeliveryLine } from "#integrations/import-line";
import { isEffect } from "#kernel/capability";
import type { Ports } from "#kernel/context";
import { createInvoke, type Invoke } from "#kernel/invoke";
import { createLog } from "#lib/log";
import type { Call, View } from "#lib/view";
import { createWorld } from "#sandbox/world/world";
import { createActing } from "#store/acting";
import { createFacts } from "#store/facts";
import { importEvents } from "#store/import";
import { createMemory } from "#store/memory";
import { createMetrics } from "#store/metrics";
import { createPeople } from "#store/people";
import { createPrds } from "#store/prds";
import { createSignals } from "#store/signals";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { NOW } from "../support/kernel.ts";
import { openTestStore } from "../support/stores.ts";

/** What people begin with; everything else is a button away. */
const BEGINNINGS = [
  "standup",
  "sprint",
  "weekly",
  "status",
  "triage",
  "signals",
  "help",
  "whoami",
  "people",
  "teams",
  "projects",
];
/** Of one kind of call so many are followed: the hundredth row's button is made as the first one's. */
const FOLLOWED_MAX = 5;

/** The product over the twelve weeks of the sandbox's world, in the hands of one person. */
async function openProduct() {
  const store = await openTestStore("sqlite");
  const lines = createWorld({ seed: 7, now: () => NOW })
    .history()
    .map((delivery) => JSON.stringify(delivery));
  await importEvents(store, lines, { parse: parseDeliveryLine });
  const facts = createFacts(store);
  const directory = { ...createPeople(store), ...createTeams(store) };
  const rules = { current: () => parseRulesYaml(DEFAULT_RULES), problem: () => null };
  const settings = { zone: "UTC", pollIntervalMs: { github: null }, allowedProjects: ["*"] };
  const signals = createSignals({ store, facts, directory, rules, settings });
  await signals.evaluate(NOW);
  const acting = createActing(store);
  const talk = createTalk(store, () => ({ channels: [], threshold: 1, projects: new Map() }));
  const told = {
    talk,
    tickets: createTickets(store),
    metrics: createMetrics(store),
    prds: createPrds(store, { quorum: 1 }),
  };
  const ports: Partial<Ports> = {
    ...told,
    model: null,
    acting,
    facts,
    directory,
    rules,
    settings,
    signals,
    memory: createMemory(store),
  };
  return createInvoke({
    ...{ catalogue, ports: ports as Ports, log: createLog("silent"), now: () => NOW },
    audit: { append: async () => {}, find: async () => undefined },
    onEnd: () => {},
    onAuditDropped: () => {},
  });
}

/** Every call that something in the view makes when it is clicked. */
function callsIn(view: View): Call[] {
  const calls: Call[] = [];
  JSON.stringify(view, (key, value) => {
    if ((key === "call" || key === "why") && value) calls.push(value);
    return value;
  });
  return calls;
}

/** What is wrong with a call as its button carries it; undefined when nothing is. */
function problemOf({ name, input }: Call): string | undefined {
  const parsed = catalogue.get(name)?.input.safeParse(input);
  return parsed?.success ? undefined : `${name} ${JSON.stringify(input)}: ${parsed?.error.message ?? "not there"}`;
}

/** Clicks on everything there is, and on everything that this shows; answers each call that was met, once. */
async function clickThrough(invoke: Invoke): Promise<Call[]> {
  const met = new Map<string, Call>();
  const followed = new Map<string, number>();
  const actor = { kind: "person", id: "slack:U0ADA" } as const;

  function isWorthFollowing(call: Call): boolean {
    const times = followed.get(call.name) ?? 0;
    followed.set(call.name, times + 1);
    const capability = catalogue.get(call.name);
    // What acts outside is only proposed, and that is tested where it is done.
    if (capability && isEffect(capability)) return false;
    return times < FOLLOWED_MAX && problemOf(call) === undefined;
  }

  async function follow(call: Call): Promise<void> {
    const id = JSON.stringify(call);
    if (met.has(id)) return;
    met.set(id, call);
    if (!isWorthFollowing(call)) return;
    const outcome = await invoke({ ...call, actor, origin: { surface: "slack" } });
    expect(outcome.status, id).not.toBe("failed");
    for (const next of outcome.status === "done" ? callsIn(outcome.view) : []) await follow(next);
  }

  for (const name of BEGINNINGS) await follow({ name, input: {} });
  return [...met.values()];
}

it("shows no button whose call its capability would not take, however far one clicks", async () => {
  const calls = await clickThrough(await openProduct());
  expect(calls.flatMap((call) => problemOf(call) ?? [])).toEqual([]);
  // The reports are not empty, or nothing would have been looked at.
  const names = new Set(calls.map(({ name }) => name));
  expect([...names]).toEqual(expect.arrayContaining(["why", "signals.explain", "signals.snooze", "signals.reopen"]));
  expect(calls.length).toBeGreaterThan(40);
});
