import { App, type AuthorizeResult } from "@slack/bolt";
import type { Catalogue } from "#kernel/capability";
import type { Log } from "#kernel/context";
import type { Invocation, Outcome } from "#kernel/invocation";
import type { ApprovalCards } from "#kernel/ports/approval-cards";
import type { Memory } from "#kernel/ports/memory";
import type { Pictures } from "#kernel/ports/pictures";
import type { SlackInbox } from "#kernel/ports/slack-inbox";
import type { SlackOutbox } from "#kernel/ports/slack-outbox";
import type { SlackThreads } from "#kernel/ports/slack-threads";
import type { Metrics } from "#lib/metrics";
import { type CardDesk, remind, showCards } from "./cards.ts";
import { createCharts } from "./charts.ts";
import type { SlackApi } from "./desk.ts";
import { createDirects } from "./directs.ts";
import type { Degraded } from "./failure.ts";
import { createHomes } from "./homes.ts";
import { createIdentity, type Identity } from "./identity.ts";
import type { LineTiming } from "./line.ts";
import { TIMING } from "./lines.ts";
import { listen } from "./listeners.ts";
import { createSender } from "./outbox.ts";
import { createReceiver, type SlackReceiver } from "./receiver.ts";
import { createSessions } from "./sessions.ts";

/** For so long after the last line went down we still count as ready: it is usually back at once. */
const GRACE_MS = 30_000;

export interface SlackSurfaceOptions {
  config: { botToken: string; appToken: string };
  api: SlackApi;
  /** May be empty until it is `ready`. */
  catalogue: Catalogue;
  ready?: Promise<unknown>;
  invoke(invocation: Invocation, signal?: AbortSignal): Promise<Outcome>;
  inbox: SlackInbox;
  outbox: SlackOutbox;
  threads: SlackThreads;
  cards: ApprovalCards;
  /** The channel for cards, if the policy names one; and who is in a group. */
  listensIn(channel: string): boolean;
  cardChannel(): string | undefined;
  membersOf(group: string): Promise<string[]>;
  memory: Memory;
  pictures: Pictures;
  metrics: Metrics;
  log: Log;
  now(): Date;
  timing?: Partial<LineTiming> & { settleMs?: number; homeMs?: number; darkMs?: number };
}

interface SlackState {
  isReady: boolean;
  linesUp: number;
  /** What a person has to mend. */
  degraded?: Degraded;
  botUserId?: string;
  teamId?: string;
}

export interface SlackSurface {
  /** Resolves when Slack said hello for the first time; never rejects for an outage of Slack. */
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): SlackState;
  /** Has the outbox look for new messages at once. */
  wake(): void;
  /** Something that home tabs show has changed. */
  refreshHomes(): void;
  /** Brings the cards of an approval to what is so now. */
  showCards(approval: string): Promise<void>;
  /** Brings an approval to mind that still waits. */
  remind(approval: string): Promise<void>;
}

/** Adjutant in Slack: what people say and click becomes invocations, and what those answer becomes messages. */
export function createSlackSurface(options: SlackSurfaceOptions): SlackSurface {
  const { identity, directs, receiver, sender, desk, app } = assemble(options);
  const { homes } = desk;
  return {
    async start() {
      await Promise.all([identity.start(), directs.start()]);
      sender.start();
      await app.start();
    },
    async stop() {
      identity.stop();
      homes.stop();
      directs.stop();
      await app.stop();
      await sender.stop();
    },
    state() {
      const degraded = receiver.degraded() ?? identity.degraded();
      return {
        isReady: degraded === undefined && receiver.wasUpWithin(GRACE_MS),
        linesUp: receiver.linesUp(),
        ...(degraded && { degraded }),
        ...describe(identity.known()),
      };
    },
    wake: sender.wake,
    refreshHomes: () => homes.changed(),
    showCards: (approval) => showCards(desk, approval),
    remind: (approval) => remind(desk, approval),
  };
}

function assemble(options: SlackSurfaceOptions) {
  const { config, api } = options;
  const timing = { ...TIMING, ...options.timing };
  const { settleMs, homeMs, darkMs } = timing;
  const identity = createIdentity({ ...options, ...timing, botToken: config.botToken });
  const directs = createDirects({
    ...{ ...options, darkMs, client: api.read },
    feed: (event) => receiver.feed({ type: "event_callback", team_id: identity.known()?.teamId, event }),
  });
  const { appToken } = config;
  const receiver = createReceiver({ ...options, ...api, appToken, timing, onLight: directs.catchUp });
  const charts = createCharts({ ...options, client: api.bulk });
  const sender = createSender({
    ...{ ...options, charts, settleMs },
    isDegraded: () => identity.degraded() !== undefined,
    onDegraded: identity.recheck,
  });
  const homes = createHomes(() => desk, homeMs);
  const desk: CardDesk = {
    ...{ ...options, charts, wake: sender.wake, homes, directs, onRevoked: identity.recheck },
    ...{ sessions: createSessions(), team: () => identity.known()?.teamId },
  };
  const app = createApp(options, { receiver, identity });
  listen(app, desk);
  return { identity, directs, receiver, sender, desk, app };
}

interface Joined {
  receiver: SlackReceiver;
  identity: { known(): Identity | undefined };
}

function createApp({ config, api }: SlackSurfaceOptions, { receiver, identity }: Joined): App {
  return new App({
    receiver,
    authorize: async () => toAuthorization(config.botToken, identity.known()),
    convoStore: false,
    logger: api.logger,
    clientOptions: api.interactiveOptions(),
  });
}

/** Bolt leaves out what we said ourselves by the id of our user. */
function toAuthorization(botToken: string, identity: Identity | undefined): AuthorizeResult {
  return {
    botToken,
    ...(identity && { botUserId: identity.botUserId, ...(identity.botId && { botId: identity.botId }) }),
  };
}

function describe(identity: Identity | undefined): Pick<SlackState, "botUserId" | "teamId"> {
  return identity ? { botUserId: identity.botUserId, ...(identity.teamId && { teamId: identity.teamId }) } : {};
}
