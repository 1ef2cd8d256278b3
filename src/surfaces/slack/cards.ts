import { setTimeout as pause } from "node:timers/promises";
import { NotYetError } from "#kernel/errors";
import type { ApprovalCard } from "#kernel/ports/approval-cards";
import type { OutgoingMessage } from "#kernel/ports/slack-outbox";
import { sha256 } from "#lib/hash";
import { say, type View } from "#lib/view";
import { postView } from "./announcements.ts";
import { listDestinations, type Proposal, readProposal } from "./card-proposal.ts";
import type { Desk } from "./desk.ts";
import { renderMessage } from "./render.ts";

/** For so long an edition is waited for; after that its job comes back. */
const WAIT_MS_MAX = 5_000;
const POLL_MS = 50;
const LATER_MS = 2_000;

/** What the cards of approvals are made with. */
export interface CardDesk extends Desk {
  /** The channel for cards, if the policy names one. */
  cardChannel(): string | undefined;
  membersOf(group: string): Promise<string[]>;
}

/** Brings every card of an approval to what is so now: posts it where there is none yet, and replaces it in place. */
export async function showCards(desk: CardDesk, id: string): Promise<void> {
  const read = await readProposal(desk, id);
  desk.homes.changed();
  if (!read) return;
  const { proposal, view } = read;
  const known = await desk.cards.list(id);
  const wanted = isWorthACard(proposal) ? await listDestinations(desk, proposal) : [];
  const missing = wanted.filter((channel) => !known.some((card) => card.channel === channel));
  const fresh = missing.map((channel) => ({
    ...{ approval: id, channel, version: 0, shown: "" },
    message: `card:${id}:${channel}`,
  }));
  for (const card of [...known, ...fresh]) await showCard(desk, card, view);
}

/** What happens by itself, or as a part of a batch, is only told of when something is wrong with it. */
function isWorthACard({ mode, status, part_of }: Proposal): boolean {
  const isQuiet = mode === "auto" || part_of !== null;
  return !isQuiet || status === "failed" || status === "uncertain";
}

async function showCard(desk: CardDesk, card: ApprovalCard, view: View): Promise<void> {
  const { shown, kept } = renderMessage(view);
  const hash = sha256(JSON.stringify(shown)).slice(0, 16);
  if (hash === card.shown) return;
  await desk.outbox.keepCalls(kept, desk.now());
  const version = card.version + 1;
  // Slack wants other names for the blocks of another edition.
  const blocks = shown.blocks.map((block, index) => ({
    ...block,
    block_id: `card:${card.approval}:${version}:${index}`,
  }));
  const body = JSON.stringify({ ...shown, blocks });
  const message = await edit(desk, { ...card, version, shown: hash }, body);
  await desk.cards.save({ ...card, message, version, shown: hash });
}

/** Answers the key under which the card now stands in the outbox. */
async function edit(desk: CardDesk, card: ApprovalCard, body: string): Promise<string> {
  const { message, channel, version, shown } = card;
  const posted = await desk.outbox.find(message);
  const base = { channel, body };
  if (!posted) return post(desk, { ...base, key: message });
  const { state, ts, channel: place = channel } = await ended(desk, message);
  // Nobody can see it, and the reason is with the message.
  if (state !== "sent" || ts === null) return message;
  const key = `${message}:${version}:${shown}`;
  await enqueue(desk, { key, body, channel: place, kind: "update", target: ts });
  const { state: outcome } = await ended(desk, key);
  // Somebody has deleted it, or it is too old to be changed.
  return outcome === "failed" ? post(desk, { ...base, key: `card:${card.approval}:${channel}:${version}` }) : message;
}

async function post(desk: CardDesk, message: Omit<OutgoingMessage, "kind">): Promise<string> {
  await enqueue(desk, { ...message, kind: "post" });
  return message.key;
}

async function enqueue(desk: CardDesk, message: OutgoingMessage): Promise<void> {
  await desk.outbox.enqueue([message], desk.now());
  desk.wake();
}

interface Ended {
  state: string;
  ts: string | null;
  /** Where it stands, which for a direct message is not where it was sent. */
  channel?: string;
}

/** Waits a moment for the end of a message; an update that another one has replaced ends with that one. */
async function ended(desk: CardDesk, key: string): Promise<Ended> {
  for (let waitedMs = 0; waitedMs < WAIT_MS_MAX; waitedMs += POLL_MS) {
    const found = await desk.outbox.find(key);
    if (!found) return { state: "sent", ts: null };
    if (found.state === "sent" || found.state === "failed" || found.state === "uncertain") return found;
    await pause(POLL_MS);
  }
  throw new NotYetError("The card is still being sent.", new Date(desk.now().getTime() + LATER_MS));
}

/** Brings a proposal to mind once more, where its card stands. */
export async function remind(desk: CardDesk, id: string): Promise<void> {
  const read = await readProposal(desk, id);
  if (read?.proposal.status !== "pending") return;
  for (const { channel, message } of await desk.cards.list(id)) {
    const posted = await desk.outbox.find(message);
    if (!posted?.ts) continue;
    const view = say(`Still waits: ${read.view.text}`);
    await postView(desk, { channel: posted.channel, key: `remind:${id}:${channel}`, thread: posted.ts }, { view });
  }
}

/** Whether a message is a card of the approval, as it stands in this channel. */
export async function isCard(
  desk: Pick<CardDesk, "cards" | "outbox">,
  approval: string,
  { channel, user, ts }: { channel: string; user: string; ts: string },
): Promise<boolean> {
  for (const card of await desk.cards.list(approval)) {
    // A direct message is posted to the person, and clicked in the conversation with them.
    const isHere = card.channel === channel || card.channel === user;
    if (isHere && (await desk.outbox.find(card.message))?.ts === ts) return true;
  }
  return false;
}
