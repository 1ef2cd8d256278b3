import { DEFAULT_RULES } from "#domain/default-rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { DEFAULT_POLICY } from "#domain/trust/default-policy";
import { trustLanes } from "#kernel/trust/lanes";
import type { View } from "#lib/view";
import { promptsLane } from "#operations/prompts";
import { scheduleLane } from "#operations/scheduled";
import { createStandups } from "#store/answers";
import type { Dialect } from "#store/dialect";
import { createEvents } from "#store/events";
import { createFacts } from "#store/facts";
import { createJobQueue, enqueue } from "#store/jobs";
import { createSchedules } from "#store/schedules";
import { createSignals } from "#store/signals";
import { createTicker } from "#surfaces/schedule/clock";
import { askingHouse } from "./asking.ts";
import { opened, type Pull } from "./house.ts";

const ROLES = "roles: { approvers: [{ who: [U003], may: ['*'] }], leads: { core: [U002] } }\n";
const ROUNDS_MAX = 20;
const QUEUES_OF_CLOCK = ["prompts", "schedule-edits"];

/** Everything that the clock does, over real stores and real proposals, with a clock that the test moves. */
export async function schedulingHouse(dialect: Dialect, pulls: Pull[] = []) {
  const built = await askingHouse(dialect);
  const { store, ports, parts, now, invoke, told } = built;
  const facts = createFacts(store);
  const rules = { current: () => parseRulesYaml(DEFAULT_RULES), problem: () => null };
  const { directory, settings } = ports;
  const signals = createSignals({ store, facts, directory, rules, settings });
  if (pulls.length > 0) await createEvents(store).ingest(pulls.map(opened));
  const edits: { of: string; view: View; key: string }[] = [];
  const { announcements } = ports;
  Object.assign(ports, {
    ...{ schedules: createSchedules(store), standups: createStandups(store), facts, rules, signals },
    announcements: {
      ...announcements,
      update: async ({ of, view, key }: Parameters<typeof announcements.update>[0]) =>
        void edits.push({ of: of.key, view, key }),
      find: async (key: string) =>
        edits.some((one) => one.key === key) ? { state: "sent" as const } : announcements.find(key),
    },
  });
  const policy = DEFAULT_POLICY + ROLES;
  const { parsePolicyYaml } = await import("#domain/trust/policy-yaml");
  const inPrivate = new Set(["U001"]);
  Object.assign(parts, {
    policy: { current: () => parsePolicyYaml(policy), text: () => policy, isOwn: () => true, problem: () => null },
  });
  Object.assign(built.places, { U001: { kind: "dm" }, U002: { kind: "dm" } });
  parts.membership.isIn = async (_channel, slackId) => inPrivate.has(slackId);
  for (const [handle, name] of [
    ["U001", "Ada"],
    ["U002", "Ben"],
    ["U003", "Cyd"],
  ] as const) {
    await built.meet(handle, name, name.toLowerCase());
  }
  const posting = { ports, invoke, log: parts.log, now };
  const lanes = [scheduleLane(posting), promptsLane(posting), ...trustLanes(parts)];
  const handlers = Object.assign({}, ...lanes.map((lane) => lane.handlers));
  const queue = createJobQueue(store);
  const replica = () =>
    createTicker({
      ...{ repetitions: [], now, onClaimed() {}, claimChore: async () => false, claim: ports.schedules.claim },
      scheduled: async () => ({ schedules: await ports.schedules.list(), teams: await directory.teams() }),
      onError(error) {
        throw error;
      },
    });
  const replicas = [replica(), replica()];

  /** Does all that is due, until nothing is. */
  async function work(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const claim = {
        queues: Object.keys(handlers),
        jobsMax: 20,
        now: now(),
        leaseUntil: new Date(now().getTime() + 1),
      };
      const jobs = await queue.claim(claim);
      if (jobs.length === 0) return;
      for (const job of jobs) {
        await handlers[job.queue](job, new AbortController().signal);
        await queue.complete(job, now());
      }
    }
  }

  /** Moves the clock to a moment, at which both replicas tick and do what is to be done. */
  async function at(moment: string): Promise<void> {
    built.pass(Date.parse(moment) - now().getTime());
    await Promise.all(replicas.map(({ tick }) => tick()));
    for (const name of QUEUES_OF_CLOCK) await enqueue(store, { queue: name, key: name, payload: {}, runAt: now() });
    await work();
  }

  /** A team of Ada and Ben. */
  const formTeam = () =>
    built.ask("teams.save", {
      ...{ key: "core", name: "Core", repositories: ["acme/api"], members: ["U001", "U002"], zone: "UTC" },
    });
  return { ...built, told, edits, inPrivate, signals, at, work, formTeam };
}
