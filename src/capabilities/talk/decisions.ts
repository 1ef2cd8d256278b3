import { z } from "zod";
import { slackIdIn } from "#domain/slack-ids";
import { TALK_OUTCOMES } from "#domain/talk/decision";
import { TALK_KINDS } from "#domain/talk/judge";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { isKeptFrom } from "#kernel/sight";
import { describeInstant } from "#lib/time";
import type { Item, View } from "#lib/view";

const SHOWN_MAX = 20;
const LOOKED_AT_MAX = 200;

const Row = z.object({
  at: z.string(),
  channel: z.string(),
  ts: z.string(),
  subject: z.string(),
  kind: z.enum(TALK_KINDS),
  confidence: z.number(),
  reason: z.string(),
  outcome: z.enum(TALK_OUTCOMES),
  approval: z.number().nullable(),
});
const Decisions = z.object({ decisions: z.array(Row), is_listening: z.boolean() });
type Decisions = z.output<typeof Decisions>;

/** A decision is at home in the channel where it was heard, and seen by those who may read there. */
export const listDecisions = defineCapability({
  name: "decisions",
  summary: "What was made of what people said about tickets in channels, how surely, and why.",
  risk: "read",
  command: "/adjutant decisions",
  usage: "/adjutant decisions · /adjutant decisions API-12",
  input: z.object({
    ticket: z.string().trim().toUpperCase().min(3).max(200).optional().describe("Only of this ticket, like API-12."),
  }),
  result: Decisions,
  async run(context, { ticket }) {
    const found = await context.talk.decisions({ subject: ticket, limit: LOOKED_AT_MAX });
    const hidden = await hiddenIn(context, [...new Set(found.map(({ channel }) => channel))]);
    const seen = found.filter(({ channel }) => !hidden.has(channel)).slice(0, SHOWN_MAX);
    return {
      decisions: seen.map(({ id, at, ...decision }) => ({ ...decision, at: at.toISOString() })),
      is_listening: context.talk.listening().channels.length > 0,
    };
  },
  view: describeDecisions,
});

async function hiddenIn(context: Context, channels: readonly string[]): Promise<Set<string>> {
  const here = slackIdIn(context.origin.place);
  const kept = await Promise.all(
    channels.map(
      async (channel) => channel !== here && (await isKeptFrom(context, { requester: "", homes: [channel] })),
    ),
  );
  return new Set(channels.filter((_channel, index) => kept[index]));
}

const OUTCOMES = { proposed: "proposed", asked: "asked about", quiet: "passed over", refused: "could not be done" };
const KINDS = { close: "it is done", start: "somebody works on it", create: "a ticket is wanted", none: "nothing" };

function describeDecisions({ decisions, is_listening }: Decisions): View {
  if (decisions.length === 0) {
    const text = is_listening
      ? "Nothing has been heard about tickets yet."
      : "No channel is listened to. The policy names them: conversations: { channels: [C024BE91L] }.";
    return { text, nodes: [{ type: "text", content: [text] }] };
  }
  const text = `${decisions.length} ${decisions.length === 1 ? "decision" : "decisions"} about what was said.`;
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      { type: "items", items: decisions.map(toItem) },
    ],
  };
}

function toItem({
  at,
  channel,
  subject,
  kind,
  confidence,
  reason,
  outcome,
  approval,
}: Decisions["decisions"][number]): Item {
  const number = approval === null ? "" : ` (approval ${approval})`;
  return {
    content: [{ bold: subject === "" ? "No ticket" : subject }, `: ${KINDS[kind]}, ${OUTCOMES[outcome]}${number}`],
    detail: [
      `${reason} Confidence ${confidence}. `,
      { channel, label: channel },
      `, ${describeInstant(new Date(at), "UTC")}`,
    ],
  };
}
