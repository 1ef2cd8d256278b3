import { onTestFinished } from "vitest";
import { catalogue } from "#capabilities/index";
import type { Ports } from "#kernel/context";
import type { Actor, Origin } from "#kernel/invocation";
import { createLog } from "#lib/log";
import type { Dialect } from "#store/dialect";
import { createKnowledge } from "#store/knowledge";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createQuestions } from "#store/questions";
import { createTeams } from "#store/teams";
import { createMetrics } from "#surfaces/http/metrics";
import { createHttpServer } from "#surfaces/http/server";
import { testKernel } from "./kernel.ts";
import { createDatabase, openMigrated, openTestStore } from "./stores.ts";

/** A store with the knowledge in it; `url` is empty for Postgres, which nobody opens twice. */
export async function openKnowledgeStore(dialect: Dialect, options: { deadlineMs?: number } = {}) {
  const url = dialect === "sqlite" ? await createDatabase(dialect) : "";
  const store = dialect === "sqlite" ? await openMigrated(url) : await openTestStore(dialect);
  const knowledge = createKnowledge(store, { url, ...options });
  onTestFinished(() => knowledge.close());
  return { url, store, knowledge };
}

const MEMBERS = new Set(["slack:U1", "slack:U2"]);

/** Every capability over real documents. U1 and U2 are members, everybody else is a guest. */
export async function knowledgeHouse(dialect: Dialect, ports: Partial<Ports> = {}) {
  const { knowledge, store } = await openKnowledgeStore(dialect);
  const places: Ports["places"] = {
    async voterOf({ id }) {
      return { person: id, slackIds: [], isGuest: !MEMBERS.has(id), isOperator: false };
    },
    isIn: async () => false,
    placeOf: async (channel) => (channel === "CSHARED" ? { kind: "external" } : { kind: "private", members: 3 }),
  };
  const { invoke, audit } = testKernel(catalogue, {
    ...{ knowledge, places, questions: createQuestions(store), memory: createMemory(store) },
    directory: { ...createPeople(store), ...createTeams(store) },
    vendors: { github: null, jira: null, linear: null, google: null },
    ...ports,
  });

  function call(name: string, input: object, actor: Actor | string = "slack:U1", place?: string) {
    const origin: Origin = { surface: "slack", ...(place !== undefined && { place: `slack:${place}` }) };
    const who: Actor = typeof actor === "string" ? { kind: "person", id: actor } : actor;
    return invoke({ name, input, actor: who, origin });
  }

  async function ask(...given: Parameters<typeof call>) {
    const outcome = await call(...given);
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }

  async function serve(apiKeys: { name: string; key: string }[]) {
    const server = await createHttpServer({
      ...{ catalogue, invoke, log: createLog("silent"), intakes: [], checks: [], metrics: createMetrics() },
      access: { apiKeys, isLocalMode: apiKeys.length === 0 },
      measure: async () => {},
    });
    onTestFinished(() => server.close());
    return server;
  }

  return { store, knowledge, invoke, audit, call, ask, serve };
}
