import type { Config } from "#config";
import { CARD_QUEUE, REMINDER_QUEUE } from "#domain/trust/jobs";
import { createSlackClients } from "#integrations/slack/clients";
import { listMembers } from "#integrations/slack/members";
import type { Capability } from "#kernel/capability";
import type { Log } from "#kernel/context";
import type { TrustParts } from "#kernel/trust/parts";
import { withId } from "#kernel/trust/with-id";
import type { Metrics } from "#lib/metrics";
import { createApprovalCards } from "#store/approval-cards";
import type { Store } from "#store/db";
import type { GroupCommit } from "#store/group-commit";
import { createMemory } from "#store/memory";
import { createSlackInbox } from "#store/slack-inbox";
import { createSlackOutbox } from "#store/slack-outbox";
import { createSlackThreads } from "#store/slack-threads";
import { createAnnouncements } from "#surfaces/slack/announcements";
import { createSlackSurface, type SlackSurface } from "#surfaces/slack/surface";
import type { App } from "./app.ts";
import { lazily } from "./lazy.ts";

export type Slack = ReturnType<typeof prepareSlack>;

export interface SlackParts {
  store: Store;
  join: GroupCommit;
  metrics: Metrics;
  log: Log;
}

/** Slack before it is started: announcements are needed to make the app, and the app to start. */
export function prepareSlack(config: NonNullable<Config["slack"]>, { store, join, metrics, log }: SlackParts) {
  const api = createSlackClients({ ...config, log });
  const [inbox, outbox] = [createSlackInbox(store, join), createSlackOutbox(store)];
  const now = () => new Date();
  const product = Promise.withResolvers<Pick<App, "invoke">>();
  const catalogue = new Map<string, Capability>();
  let surface: SlackSurface | undefined;

  return {
    announcements: createAnnouncements({ outbox, now, wake: () => surface?.wake() }, api),
    client: api.read,
    listMembers: () => listMembers(api.read),
    purges: [inbox.purge, outbox.purge],
    state: () => surface?.state(),
    refreshHomes: () => surface?.refreshHomes(),
    /** What is said in Slack of proposals, as jobs. */
    lane: {
      concurrency: 1,
      handlers: {
        [CARD_QUEUE]: withId(async (id) => surface?.showCards(id)),
        [REMINDER_QUEUE]: withId(async (id) => surface?.remind(id)),
      },
    },
    /** Connects at once; what Slack delivers waits until the product is there to answer it. */
    async start({ policy, membership }: Pick<TrustParts, "policy" | "membership">): Promise<void> {
      surface = createSlackSurface({
        ...{ config, api, catalogue, inbox, outbox, metrics, log, now },
        ready: product.promise,
        invoke: async (invocation) => (await product.promise).invoke(invocation),
        cards: createApprovalCards(store),
        threads: createSlackThreads(store),
        cardChannel: () => policy.current().cards.channel,
        listensIn: (channel) => policy.current().conversations.channels.includes(channel),
        membersOf: membership.membersOf,
        memory: createMemory(store),
        pictures: lazily(async () => (await import("#integrations/pictures/pictures")).createPictures()),
      });
      await surface.start();
    },
    /** Gives it the product that answers. */
    answerWith(app: Pick<App, "catalogue" | "invoke">): void {
      for (const [name, capability] of app.catalogue) catalogue.set(name, capability);
      product.resolve(app);
    },
    async stop(): Promise<void> {
      await surface?.stop();
    },
  };
}
