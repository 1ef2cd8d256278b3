import { onTestFinished } from "vitest";
import { createSlackClients } from "#integrations/slack/clients";
import type { Catalogue } from "#kernel/capability";
import type { Log } from "#kernel/context";
import { createInvoke } from "#kernel/invoke";
import type { AuditEntry } from "#kernel/ports/audit";
import type { Memory } from "#kernel/ports/memory";
import { Manifest } from "#sandbox/slack/manifest";
import { createSlackSandbox, type SlackSandbox } from "#sandbox/slack/sandbox";
import { createWorld } from "#sandbox/world/world";
import { createApprovalCards } from "#store/approval-cards";
import type { Store } from "#store/db";
import { createSlackInbox } from "#store/slack-inbox";
import { createSlackOutbox } from "#store/slack-outbox";
import { createSlackThreads } from "#store/slack-threads";
import { createManifest } from "#surfaces/slack/manifest";
import { createSlackSurface, type SlackSurfaceOptions } from "#surfaces/slack/surface";
import { openTestStore } from "../../support/stores.ts";
import { createFakeCatalogue, type FakeWorld } from "./capabilities.ts";
import { countingMetrics, silentLog } from "./doubles.ts";

/** What takes a minute with Slack takes a moment here. */
export const QUICK = {
  helloMs: 1_000,
  drainMs: { min: 150, max: 500 },
  degradedRetryMs: 200,
  crowdedRetryMs: 300,
  settleMs: 300,
  homeMs: 100,
};

/** The smallest picture there is. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export async function openSlack(): Promise<SlackSandbox> {
  const world = createWorld({ seed: 1, now: () => new Date() });
  const manifest = Manifest.parse(createManifest(createFakeCatalogue()));
  const slack = await createSlackSandbox({ world, manifest });
  onTestFinished(() => slack.close());
  return slack;
}

export interface BotOptions {
  slack: SlackSandbox;
  store?: Store;
  memory?: Memory;
  log?: Log;
  catalogue?: Catalogue;
  change?: Partial<SlackSurfaceOptions>;
}

/** The real surface against the local Slack, with the real kernel and store, and a product of a few capabilities. */
export async function prepareBot({ slack, store, memory, log = silentLog, catalogue, change = {} }: BotOptions) {
  const world: FakeWorld = { snoozed: [] };
  const database = store ?? (await openTestStore("sqlite"));
  const { metrics, counted, gauge } = countingMetrics();
  const product = catalogue ?? createFakeCatalogue(world);
  const audit: AuditEntry[] = [];
  const outbox = createSlackOutbox(database);
  const api = createSlackClients({ apiUrl: slack.apiUrl, botToken: slack.botToken, log });
  const surface = createSlackSurface({
    config: { botToken: slack.botToken, appToken: slack.appToken },
    api,
    catalogue: product,
    invoke: createInvoke({
      catalogue: product,
      ports: {} as Parameters<typeof createInvoke>[0]["ports"],
      audit: {
        append: async (entry) => void audit.push(entry),
        find: async (id) => audit.find((entry) => entry.id === id),
      },
      log,
      now: () => new Date(),
      onEnd: () => {},
      onAuditDropped: () => {},
    }),
    inbox: createSlackInbox(database),
    outbox,
    cards: createApprovalCards(database),
    threads: createSlackThreads(database),
    cardChannel: () => undefined,
    listensIn: () => false,
    membersOf: async () => [],
    memory: memory ?? createMemory(),
    pictures: { draw: async () => PIXEL },
    metrics,
    log,
    now: () => new Date(),
    timing: QUICK,
    ...change,
  });
  onTestFinished(() => surface.stop());
  return { surface, api, outbox, audit, world, counted, gauge, store: database };
}

export async function startBot(options: BotOptions) {
  const bot = await prepareBot(options);
  await bot.surface.start();
  return bot;
}

export function createMemory(values = new Map<string, unknown>()): Memory {
  return {
    recall: async (key) => values.get(key),
    remember: async (key, value) => void values.set(key, value),
  };
}

/** Resolves when it holds; fails after fifteen seconds, saying what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within fifteen seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
