import type { Logger, WebClient, WebClientOptions } from "@slack/web-api";
import type { Catalogue } from "#kernel/capability";
import type { Log } from "#kernel/context";
import type { Invocation, Outcome } from "#kernel/invocation";
import type { ApprovalCards } from "#kernel/ports/approval-cards";
import type { SlackOutbox } from "#kernel/ports/slack-outbox";
import type { SlackThreads } from "#kernel/ports/slack-threads";
import type { Call } from "#lib/view";
import type { Charts } from "./charts.ts";
import type { Directs } from "./directs.ts";
import type { Homes } from "./homes.ts";
import type { Sessions } from "./sessions.ts";

/** Slack's Web API by what a call is for, so that what a person waits for never waits behind a post. */
export interface SlackApi {
  interactive: WebClient;
  bulk: WebClient;
  read: WebClient;
  interactiveOptions(): WebClientOptions;
  socketOptions(): WebClientOptions;
  logger: Logger;
}

/** What the listeners work with. */
export interface Desk {
  catalogue: Catalogue;
  invoke(invocation: Invocation, signal?: AbortSignal): Promise<Outcome>;
  api: SlackApi;
  outbox: SlackOutbox;
  charts: Charts;
  /** Has the outbox look for new messages at once. */
  wake(): void;
  homes: Homes;
  directs: Pick<Directs, "heard">;
  threads: SlackThreads;
  sessions: Sessions;
  /** Whether what people say to each other in a channel may be heard. */
  listensIn(channel: string): boolean;
  /** The workspace, once it is known. */
  team(): string | undefined;
  cards: ApprovalCards;
  /** Slack says that our token counts no more. */
  onRevoked(): void;
  log: Log;
  now(): Date;
}

/** Who asks, where, and by which delivery. */
export interface Asker {
  userId: string;
  channelId?: string | undefined;
  /** They clicked in their home tab, which shows what became of it. */
  isInHome?: boolean;
  /** In which they ask. */
  thread?: string | undefined;
  /** What is answered is shown to everybody in the place. */
  isShownToAll?: boolean;
  /** The delivery's key in the inbox, from which the ids of its calls follow. */
  key: string;
}

const CHOSEN = { ref: "model:assistant", words: "A model chose it for what somebody wrote." };

interface Asking {
  call: Call;
  /** Tells the calls of one delivery apart. */
  step?: string;
  /** With this it is only recorded. */
  refusal?: string | undefined;
  signal?: AbortSignal;
  /** A model chose it, so that it waits for a person's word. */
  isChosenByModel?: boolean | undefined;
}

/** Invokes a call in the name of a person. */
export async function ask(
  desk: Desk,
  asker: Asker,
  { call, step = "", refusal, signal, isChosenByModel }: Asking,
): Promise<Outcome> {
  const invocation: Invocation = {
    id: `slack:${asker.key}${step && `:${step}`}`,
    name: call.name,
    input: call.input,
    ...(refusal !== undefined && { refusal }),
    ...(asker.isShownToAll === true && { isPosted: true }),
    ...(isChosenByModel === true && { isTainted: true, cause: CHOSEN }),
    actor: { kind: "person", id: `slack:${asker.userId}` },
    origin: {
      surface: "slack",
      ...(asker.channelId && { place: `slack:${asker.channelId}` }),
      ...(asker.thread && { thread: asker.thread }),
    },
  };
  const outcome = await desk.invoke(invocation, signal);
  const isChange = outcome.status === "done" && desk.catalogue.get(call.name)?.risk === "record";
  if (isChange) desk.homes.changed(asker.isInHome ? asker.userId : undefined);
  return outcome;
}
