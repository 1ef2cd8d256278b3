import { catalogue } from "#capabilities/index";
import type { Voter } from "#domain/trust/decide";
import type { Place } from "#domain/trust/verdict";
import type { Context, Ports } from "#kernel/context";
import type { Origin } from "#kernel/invocation";
import { createInvoke } from "#kernel/invoke";
import type { TrustParts } from "#kernel/trust/parts";
import { createTrust } from "#kernel/trust/trust";
import { createLog } from "#lib/log";
import type { View } from "#lib/view";
import { createActing } from "#store/acting";
import { createApprovals } from "#store/approvals";
import type { Dialect } from "#store/dialect";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createQuestions } from "#store/questions";
import { createSwitches } from "#store/switches";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { openKnowledgeStore } from "./knowledge.ts";
import { policySource } from "./policy.ts";

const POLICY = `
actions: { messages.post: { risk: medium, mode: { ask_if_channel_public: true } } }
limits: { max_channel_size_auto_post: 10 }
roles: { approvers: [{ who: [U003], may: ["*"] }] }
`;

const PLACES: Record<string, Place> = {
  CPUBLIC: { kind: "public", members: 30 },
  CPRIVATE: { kind: "private", members: 3 },
  DM1: { kind: "dm" },
};

export interface Told {
  channel: string;
  view: View;
  key: string;
}

const NO_TALK = { channels: [], threshold: 1, projects: new Map() };

/** Questions, with all that follows of them: real stores, real proposals, and a Slack that keeps what it was told. */
export async function askingHouse(dialect: Dialect, ports: Partial<Ports> = {}) {
  const { store, knowledge } = await openKnowledgeStore(dialect);
  let at = new Date("2026-11-20T10:00:00Z");
  const now = () => at;
  const log = createLog("silent");
  const told: Told[] = [];
  const guests = new Set<string>(["U009"]);
  const places = { ...PLACES };
  const membership: TrustParts["membership"] = {
    async voterOf({ kind, id }): Promise<Voter | undefined> {
      const handle = id.replace(/^slack:/, "");
      if (kind !== "person") return undefined;
      const person = await all.directory.personOf({ vendor: "slack", handle });
      return { person: person?.id ?? handle, slackIds: [handle], isGuest: guests.has(handle), isOperator: false };
    },
    isIn: async () => false,
    placeOf: async (channel) => places[channel] ?? { kind: "external" },
    membersOf: async () => [],
  };
  const announcements: Ports["announcements"] = {
    post: async (one) => void (told.some(({ key }) => key === one.key) || told.push(one)),
    find: async (key) => (told.some((one) => one.key === key) ? { state: "sent", ts: "1.0" } : undefined),
    async standing(where) {
      const found = "ts" in where ? told[Number(where.ts)] : told.find(({ key }) => key === where.key);
      return found && { ...found, ts: "1.0", text: found.view.text, version: "1" };
    },
    update: async () => {},
  };
  const parts: TrustParts = {
    ...{ catalogue, membership, log, now, engine: null, writes: {} as TrustParts["writes"] },
    ...{ approvals: createApprovals(store), switches: createSwitches(store), policy: policySource(() => POLICY) },
    contextOf: (call) =>
      ({ ...call, ...all, catalogue, now, log, signal: new AbortController().signal }) as unknown as Context,
    isDryRun: () => false,
    timing: { leaseMs: 20_000, sendMs: 1_000, settleMsMax: 1_000, uncertainMs: 3_600_000 },
    ...{ onMove() {}, onOverride() {}, wake() {} },
  };
  const trust = createTrust(parts);
  const all = {
    ...{ knowledge, announcements, trust, model: null, places: membership, acting: createActing(store) },
    ...{ tickets: createTickets(store), talk: createTalk(store, () => NO_TALK) },
    ...{ questions: createQuestions(store), memory: createMemory(store) },
    directory: { ...createPeople(store), ...createTeams(store) },
    settings: { zone: "UTC", pollIntervalMs: {}, allowedProjects: [] },
    vendors: { github: null, jira: null, linear: null, google: null },
    ...ports,
  } as unknown as Ports;
  const invoke = createInvoke({
    ...{ catalogue, ports: all, log, now, onEnd() {}, onAuditDropped() {} },
    audit: { append: async () => {}, find: async () => undefined },
  });

  function call(name: string, input: object = {}, who = "U001", there: Partial<Origin> & { isPosted?: boolean } = {}) {
    const { isPosted = false, ...origin } = there;
    return invoke({
      ...{ name, input, actor: { kind: "person", id: `slack:${who}` }, origin: { surface: "slack", ...origin } },
      ...(isPosted && { isPosted }),
    });
  }

  async function ask(...given: Parameters<typeof call>) {
    const outcome = await call(...given);
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }

  /** Someone whom Slack and GitHub know. */
  async function meet(handle: string, name: string, login?: string): Promise<void> {
    await all.directory.see([{ vendor: "slack", handle, name, email: null, kind: "human" }], now());
    const person = await all.directory.personOf({ vendor: "slack", handle });
    if (login && person) {
      await all.directory.link({ vendor: "github", handle: login }, person.id, { by: "t", at: now(), force: true });
    }
  }

  return {
    ...{ store, knowledge, ports: all, parts, trust, told, guests, places, now, invoke, call, ask, meet },
    pass(ms: number) {
      at = new Date(at.getTime() + ms);
    },
  };
}

export type AskingHouse = Awaited<ReturnType<typeof askingHouse>>;
