import { z } from "zod";
import { MEMBER_ID } from "#domain/slack-ids";
import { defineEffect } from "#kernel/capability";
import { readSent, untilSent } from "#kernel/outgoing";
import type { View } from "#lib/view";
import { DateField, TeamKeyField } from "./fields.ts";

const STANDUPS_MAX = 10;
/** The outbox is ours, and shows at once what it was given. */
const SETTLE_MS = 1_000;

const Sent = z.object({ person: z.string(), state: z.literal("sent"), permalink: z.string().nullable() });
type Sent = z.output<typeof Sent>;

/** One message to one person, before the day's standups of their teams. */
export const askForStandup = defineEffect({
  name: "prompts.ask",
  summary: "Ask one person in a direct message what they have to say for the standup.",
  risk: "low",
  vendor: "slack",
  settleMs: SETTLE_MS,
  input: z.object({
    person: z
      .string()
      .regex(MEMBER_ID, { error: "Name a person by their Slack user id, like U024BE7LH." })
      .describe("Whom to ask, by Slack user id."),
    standups: z
      .array(z.object({ team: TeamKeyField, date: DateField }))
      .min(1)
      .max(STANDUPS_MAX)
      .describe("The teams, each with the day of its standup."),
  }),
  result: Sent,
  target: ({ person }) => `slack:${person}`,
  async preview(_context, { person, standups }) {
    const teams = standups.map(({ team }) => team).join(", ");
    return {
      version: "1",
      does: `Ask ${person} for the standup of ${teams} in a direct message`,
      subject: `${person}: ${teams}`,
      link: null,
      payload: [{ label: "Message", text: textFor(standups) }],
      place: { kind: "dm" },
    };
  },
  async run(context, { person, standups }, { key }): Promise<Sent> {
    await context.announcements.post({ channel: person, view: toMessage(standups), key });
    return { person, ...(await untilSent(context, key)) };
  },
  async reconcile({ announcements }, { person }, { key }): Promise<Sent | undefined> {
    const sent = readSent(await announcements.find(key));
    return sent && { person, ...sent };
  },
  linkOf: ({ permalink }) => permalink,
  view: ({ person }) => ({
    text: "They are asked.",
    nodes: [{ type: "text", content: [{ user: person, label: person }, " is asked."] }],
  }),
});

type Standups = { team: string; date: string }[];

function textFor(standups: Standups): string {
  const each = standups.map(({ team, date }) => `${team} on ${date}`).join(", ");
  return `What is there to say for the standup of ${each}? What you have merged and what is open is filled in already.`;
}

function toMessage(standups: Standups): View {
  const text = textFor(standups);
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [
          ...standups.map(({ team, date }) => ({
            ...{ label: standups.length === 1 ? "Answer…" : `Answer for ${team}…`, opens: "dialog" as const },
            ...{ description: `Answer for the standup of ${team}`, style: "primary" as const },
            call: { name: "prompts.form", input: { team, date } },
          })),
          { label: "Stop asking me", call: { name: "settings.save", input: { prompts: "no" } } },
        ],
      },
      {
        type: "note",
        content: [
          "What you write stands in the standup with your name. Not to answer is fine, and is pointed out to nobody.",
        ],
      },
    ],
  };
}
