import type { Logger, WebClient, WebClientOptions } from "@slack/web-api";
import type { Catalogue } from "#kernel/capability";
import type { Log } from "#kernel/context";
import type { Invocation, Outcome } from "#kernel/invocation";
import type { ApprovalCards } from "#kernel/ports/approval-cards";
import type { SlackOutbox } from "#kernel/ports/slack-outbox";
import type { Call } from "#lib/view";
import type { Directs } from "./directs.ts";
import type { Homes } from "./homes.ts";

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
  invoke(invocation: Invocation): Promise<Outcome>;
  api: SlackApi;
  outbox: SlackOutbox;
  /** Has the outbox look for new messages at once. */
  wake(): void;
  homes: Homes;
  directs: Pick<Directs, "heard">;
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
  /** The delivery's key in the inbox, from which the ids of its calls follow. */
  key: string;
}

/** Invokes a call in the name of a person. `step` tells the calls of one delivery apart; with a `refusal` it is only recorded. */
export async function ask(
  desk: Desk,
  asker: Asker,
  { call, step = "", refusal }: { call: Call; step?: string; refusal?: string },
): Promise<Outcome> {
  const outcome = await desk.invoke({
    id: `slack:${asker.key}${step && `:${step}`}`,
    name: call.name,
    input: call.input,
    ...(refusal !== undefined && { refusal }),
    actor: { kind: "person", id: `slack:${asker.userId}` },
    origin: { surface: "slack", ...(asker.channelId && { place: `slack:${asker.channelId}` }) },
  });
  const isChange = outcome.status === "done" && desk.catalogue.get(call.name)?.risk === "record";
  if (isChange) desk.homes.changed(asker.isInHome ? asker.userId : undefined);
  return outcome;
}
