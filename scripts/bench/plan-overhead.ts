// What /plan takes beside the model: from the command to the draft in its thread, with a model that answers at once.
import { catalogue } from "#capabilities/index";
import type { ChatRequest } from "#domain/model/chat";
import type { Ports } from "#kernel/context";
import { createInvoke } from "#kernel/invoke";
import type { Job } from "#kernel/job-queue";
import { createGate } from "#kernel/model/gate";
import { createModel } from "#kernel/model/model";
import type { Announcements } from "#kernel/ports/announcements";
import { createLog } from "#lib/log";
import { type Planning, planningLane } from "#operations/planning";
import { planAsTold } from "#sandbox/openai/planner";
import { createAudit } from "#store/audit";
import type { Store } from "#store/db";
import { createFacts } from "#store/facts";
import { createFeedback } from "#store/feedback";
import { createJobQueue } from "#store/jobs";
import { createMemory } from "#store/memory";
import { createModelLedger } from "#store/model-ledger";
import { createPeople } from "#store/people";
import { createPlans } from "#store/plans";
import { createPrds } from "#store/prds";
import { createTeams } from "#store/teams";

const LEASE_MS = 30_000;
const WORDS = "refund parcel scan carrier invoice ledger export queue search stock price voucher address label".split(
  " ",
);

/** Plans one idea after the other; each takes the command, its job and all that is kept and told of it. */
export function createPlanner(store: Store): (round: number) => Promise<void> {
  const log = createLog("silent");
  const now = () => new Date();
  const ports = createPorts(store, now);
  const kernel = { catalogue, ports, audit: createAudit(store), log, now };
  const invoke = createInvoke({ ...kernel, onEnd: () => {}, onAuditDropped: () => {} });
  const planning: Planning = { ports, invoke, log, now };
  const { handlers } = planningLane(planning);
  const queue = createJobQueue(store);

  async function perform(job: Job): Promise<void> {
    await handlers[job.queue]?.(job, new AbortController().signal);
    await queue.complete(job, now());
  }

  return async function plan(round) {
    const actor = { kind: "person" as const, id: "slack:U0BENCH" };
    const origin = { surface: "slack" as const, place: "slack:C0BENCH" };
    const outcome = await invoke({ name: "plan", input: { idea: ideaOf(round) }, actor, origin });
    if (outcome.status !== "done") throw new Error(`The plan was not begun: ${outcome.status}.`);
    const leaseUntil = new Date(Date.now() + LEASE_MS);
    const jobs = await queue.claim({ queues: Object.keys(handlers), jobsMax: 4, now: now(), leaseUntil });
    if (jobs.length !== 1) throw new Error(`${jobs.length} jobs wait for one plan.`);
    for (const job of jobs) await perform(job);
    const { plan: id } = outcome.result as { plan: string };
    const made = await ports.plans.find(id);
    if (made?.stage !== "done" || !made.writer) throw new Error("The plan was not written by the model.");
  };
}

function createPorts(store: Store, now: () => Date): Ports {
  const ports: Partial<Ports> = {
    ...{ plans: createPlans(store), prds: createPrds(store, { quorum: 1 }), feedback: createFeedback(store) },
    ...{ facts: createFacts(store), directory: { ...createPeople(store), ...createTeams(store) } },
    ...{ announcements: createHall(), model: createReadyModel(store, now) },
    places: {
      isIn: async () => false,
      placeOf: async () => ({ kind: "public", members: 9 }),
      voterOf: async ({ id }) => toVoter(id),
    },
  };
  return ports as Ports;
}

function toVoter(person: string) {
  return { person, slackIds: [], isGuest: false, isOperator: false };
}

/** The gateway as it is, before a server that has the answer ready. */
function createReadyModel(store: Store, now: () => Date) {
  return createModel({
    ...{
      ledger: createModelLedger(store, { isExported: false }),
      memory: createMemory(store),
      gate: createGate(4),
      now,
    },
    endpoint: {
      ask: async (request) => ({ status: "answered", text: answer(request), finish: "stop", usage: null }),
      stream: () => Promise.reject(new Error("Nothing is streamed here.")),
    },
    settings: {
      ...{ baseUrl: "http://127.0.0.1:1", model: "ready", models: new Map(), timeoutMs: 1_000, keepsBodies: false },
      prices: new Map([["ready", { input: 0, output: 0 }]]),
    },
    limits: () => ({ monthlyUsdMax: 1, piiRedaction: "strict" }),
    onCall: () => {},
  });
}

function answer({ messages, format, model }: ChatRequest): string {
  const named = format?.rung === "json_schema" ? { json_schema: { name: format.name } } : {};
  const asked = { model, messages, response_format: { type: "json_schema", ...named } };
  return planAsTold(asked as Parameters<typeof planAsTold>[0]) ?? "{}";
}

/** Where what is announced is heard at once. */
function createHall(): Announcements {
  const standing = new Map<string, { key: string; channel: string; ts: string; text: string; version: string }>();
  return {
    async post({ key, channel, view: { text } }) {
      const ts = `${1_700_000_000 + standing.size}.000001`;
      if (!standing.has(key)) standing.set(key, { key, channel, ts, text, version: key });
    },
    async find(key) {
      const found = standing.get(key);
      return found && { state: "sent", ts: found.ts };
    },
    standing: async (at) => ("key" in at ? standing.get(at.key) : undefined),
    async update() {},
  };
}

function ideaOf(round: number): string {
  const word = (step: number) => WORDS[(round * step + step) % WORDS.length];
  return `Number ${round}: let the ${word(3)} begin the ${word(5)}. The ${word(7)} is told of it. Nobody types the ${word(2)} again.`;
}
