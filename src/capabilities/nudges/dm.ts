import { z } from "zod";
import { MEMBER_ID } from "#domain/slack-ids";
import { defineEffect, type Preview } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { readSent, untilSent } from "#kernel/outgoing";
import { sha256 } from "#lib/hash";
import { Item, type Listed, loadListed, toLines, toMessage } from "./message.ts";

const ITEMS_MAX = 10;
/** The outbox is ours, and shows at once what it was given. */
const SETTLE_MS = 1_000;

const Sent = z.object({ person: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Sent = z.output<typeof Sent>;

/**
 * One message to one person with everything they are asked about. It names signals and no words: what is said comes from
 * what is known when it is sent.
 */
export const dm = defineEffect({
  name: "nudges.dm",
  summary: "Bring to one person's mind, in a direct message, what waits for them.",
  risk: "low",
  vendor: "slack",
  settleMs: SETTLE_MS,
  input: z.object({
    person: z
      .string()
      .regex(MEMBER_ID, { error: "Name a person by their Slack user id, like U024BE7LH." })
      .describe("Whom to ask, by Slack user id."),
    items: z
      .array(Item)
      .min(1)
      .max(ITEMS_MAX)
      .describe("The signals to ask about, each with what the person is to it."),
  }),
  result: Sent,
  target: ({ person }) => `slack:${person}`,

  async preview(context, { person, items }): Promise<Preview> {
    const listed = await loadListed(context, items);
    const [first] = listed;
    if (!first) throw new UserError("None of this needs anybody any more.");
    const things = listed.length === 1 ? first.signal.subject : `${listed.length} things`;
    return {
      version: sha256(listed.map(({ signal, as }) => `${signal.id} ${as}`).join("\n")),
      does: `Ask ${person} about ${things} in a direct message`,
      subject: `${person}: ${listed.map(({ signal }) => signal.subject).join(", ")}`,
      link: first.signal.url || null,
      payload: [{ label: "Message", text: toLines(listed).join("\n") }],
      place: { kind: "dm" },
    };
  },
  async run(context, { person, items }, { key }): Promise<Sent> {
    const listed: Listed[] = await loadListed(context, items);
    await context.announcements.post({ channel: person, view: toMessage(listed), key });
    return { person, ...(await untilSent(context, key)) };
  },
  async reconcile({ announcements }, { person }, { key }): Promise<Sent | undefined> {
    const sent = readSent(await announcements.find(key));
    return sent && { person, ...sent };
  },
  linkOf: ({ permalink }) => permalink,
  view: ({ person }) => ({
    text: "They have the message.",
    nodes: [{ type: "text", content: [{ user: person, label: person }, " has the message."] }],
  }),
});
