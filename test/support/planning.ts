import { catalogue } from "#capabilities/index";
import type { Place } from "#domain/trust/verdict";
import type { Ports } from "#kernel/context";
import type { Actor } from "#kernel/invocation";
import type { Job } from "#kernel/job-queue";
import { performJob } from "#kernel/perform-job";
import type { Announced, Announcements, Standing } from "#kernel/ports/announcements";
import type { Model } from "#kernel/ports/model";
import { sha256 } from "#lib/hash";
import type { View } from "#lib/view";
import { type Planning, planningLane } from "#operations/planning";
import type { Store } from "#store/db";
import { createFacts } from "#store/facts";
import { createFeedback } from "#store/feedback";
import { createJobQueue } from "#store/jobs";
import { createPeople } from "#store/people";
import { createPlans } from "#store/plans";
import { createPrds } from "#store/prds";
import { createTeams } from "#store/teams";
import { NOW, testKernel } from "./kernel.ts";
import { openTestStore } from "./stores.ts";

export const ADA: Actor = { kind: "person", id: "slack:U0ADA" };
const LEASE_MS = 30_000;
const ROUNDS_MAX = 500;

/** A guest of the workspace. */
export const GUEST: Actor = { kind: "person", id: "slack:U0GUEST" };

function toVoter(id: string) {
  return { person: id, slackIds: [], isGuest: id === GUEST.id, isOperator: false };
}

interface Said {
  key: string;
  channel: string;
  thread: string | undefined;
  ts: string;
  views: View[];
}

/** Messages of a Slack that takes them at once, or refuses those to `closed` channels. */
function createSaying(closed: readonly string[] = []) {
  const said: Said[] = [];
  const keys = new Set<string>();
  const announcements: Announcements = {
    async post({ channel, view, key, thread }) {
      if (keys.has(key)) return;
      keys.add(key);
      said.push({ key, channel, thread, ts: `1700000000.${String(said.length).padStart(6, "0")}`, views: [view] });
    },
    async find(key): Promise<Announced | undefined> {
      const one = said.find((message) => message.key === key);
      if (!one) return undefined;
      return closed.includes(one.channel) ? { state: "failed", reason: "Not invited." } : { state: "sent", ts: one.ts };
    },
    async standing(at): Promise<Standing | undefined> {
      const one = said.find((message) => "key" in at && message.key === at.key);
      if (!one || closed.includes(one.channel)) return undefined;
      const text = one.views.at(-1)?.text ?? "";
      return { key: one.key, channel: one.channel, ts: one.ts, text, version: sha256(text) };
    },
    async update({ of, view, key }) {
      if (keys.has(key)) return;
      keys.add(key);
      said.find((message) => message.key === of.key)?.views.push(view);
    },
  };
  return { said, announcements };
}

export interface PlanningOptions {
  model?: Model | null;
  store?: Store;
  closed?: readonly string[];
  place?: Place;
}

/** Everything that plans, over a real store; `drain` does the work that waits. */
export async function openPlanning({
  model = null,
  store,
  closed,
  place = { kind: "public", members: 9 },
}: PlanningOptions = {}) {
  const kept = store ?? (await openTestStore("sqlite"));
  const saying = createSaying(closed);
  const ports: Partial<Ports> = {
    ...{ model, plans: createPlans(kept), prds: createPrds(kept, { quorum: 1 }), feedback: createFeedback(kept) },
    ...{ facts: createFacts(kept), directory: { ...createPeople(kept), ...createTeams(kept) } },
    ...{
      announcements: saying.announcements,
      places: { isIn: async () => false, placeOf: async () => place, voterOf: async ({ id }) => toVoter(id) },
    },
  };
  const { invoke, log } = testKernel(catalogue, ports);
  const planning: Planning = { ports: ports as Ports, invoke, log, now: () => NOW };
  const errors: unknown[] = [];

  async function ask(name: string, input: object = {}, { actor = ADA, channel = "C0ENG" as string | null } = {}) {
    const origin =
      channel === null ? { surface: "cli" as const } : { surface: "slack" as const, place: `slack:${channel}` };
    return invoke({ name, input, actor, origin });
  }
  async function claim(): Promise<Job[]> {
    const leaseUntil = new Date(Date.now() + LEASE_MS);
    const { handlers } = planningLane(planning);
    return createJobQueue(kept).claim({ queues: Object.keys(handlers), jobsMax: 4, now: new Date(), leaseUntil });
  }
  /** Performs what waits until nothing does; several at a time, as the worker would. */
  async function drain(cancel = new AbortController()): Promise<void> {
    const { handlers } = planningLane(planning);
    const shift = { queue: createJobQueue(kept), handlers, leaseMs: LEASE_MS, now: () => new Date() };
    const onError = (error: unknown) => void errors.push(error);
    for (let rounds = 0; rounds < ROUNDS_MAX; rounds++) {
      const jobs = await claim();
      if (jobs.length === 0) return;
      await Promise.all(jobs.map((job) => performJob({ ...shift, onError }, job, cancel)));
    }
  }
  return { ask, invoke, drain, claim, planning, ports: ports as Ports, store: kept, said: saying.said, errors };
}

/** What a model says that does as it is asked. */
export const GOOD_PLAN = {
  title: "Refund within a day",
  problem: "Customers wait a week for a refund [S1].",
  context: "Refunds are made by hand.",
  goals: [{ text: "Refunds are quick.", measure: "Nine of ten within a day." }],
  non_goals: ["Partial refunds."],
  users: ["Customers who return something."],
  requirements: [
    { id: "R7", text: "A refund begins when the parcel is scanned." },
    { id: "R9", text: "A person can hold a refund back." },
  ],
  acceptance: [
    { id: "A1", text: "A scanned parcel is refunded within an hour.", serves: ["R7", "R99"] },
    { id: "A2", text: "A refund that is held back is not paid.", serves: ["R9"] },
  ],
  risks: ["Parcels may be scanned by mistake."],
  open_questions: ["Who pays for lost parcels?"],
  rollout: ["One country first."],
  epics: [
    {
      title: "Automatic refunds",
      stories: [
        {
          ...{
            id: "x1",
            title: "Listen to scans",
            body: "Take the scans of the carrier.",
            acceptance: ["A scan is seen."],
          },
          ...{ serves: ["R7", "A1", "B3"], estimate: "M", after: [] },
        },
        {
          ...{ id: "x2", title: "Pay the refund", body: "", acceptance: ["It is paid once."] },
          ...{ serves: ["A1", "R9"], estimate: null, after: ["x1", "x2", "x77"] },
        },
      ],
    },
  ],
};

const GOOD_CRITIC = {
  questions: [
    { question: "Which carriers send scans?", why: "Without scans nothing begins." },
    { question: "Who may hold a refund back?", why: "It needs a right." },
    { question: "A third question?", why: "" },
  ],
};

interface Asked {
  messages: readonly { content: string }[];
}

/** Answers each of the prompts as it should be. */
export function scriptPlans({ messages }: Asked): string | undefined {
  const words = messages.map(({ content }) => content).join("\n");
  if (words.includes("You review product requirements")) return JSON.stringify(GOOD_CRITIC);
  return words.includes("product requirements documents") ? JSON.stringify(GOOD_PLAN) : undefined;
}
