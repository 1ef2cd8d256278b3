import { z } from "zod";
import { type Catalogue, createCatalogue, defineCapability, defineEffect } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { View } from "#lib/view";

/** What the fake product remembers; tests look at it. */
export interface FakeWorld {
  snoozed: string[];
}

function say(text: string): View {
  return { text, nodes: [{ type: "text", content: [text] }] };
}

/** A product of a few capabilities, enough for every way in which Slack can ask. */
export function createFakeCatalogue(world: FakeWorld = { snoozed: [] }): Catalogue {
  return createCatalogue([standup, triage(world), signalsSnooze(world), why, help, teamsSave, teams, messagesPost]);
}

const standup = defineCapability({
  name: "standup",
  summary: "What a team did.",
  risk: "read",
  command: "/standup",
  input: z.object({
    team: z
      .string()
      .regex(/^[a-z-]+$/, { error: "A team has a short key." })
      .default("all"),
    hours: z.coerce.number().int().min(1).max(168).default(24),
  }),
  result: z.object({ team: z.string(), hours: z.number() }),
  async run(_context, input) {
    if (input.team === "nobody") throw new UserError("There is no team “nobody”.");
    if (input.team === "broken") throw new Error("out of order");
    return input;
  },
  view: ({ team, hours }) => ({
    text: `Standup of ${team} over ${hours} hours.`,
    nodes: [
      { type: "header", text: `Standup · ${team}` },
      {
        type: "figures",
        figures: [{ label: "Hours", value: hours, why: { name: "why", input: { figure: "hours" } } }],
      },
    ],
  }),
});

const triage = (world: FakeWorld) =>
  defineCapability({
    name: "triage",
    summary: "What waits for whom.",
    risk: "read",
    command: "/triage",
    input: z.object({ team: z.string().optional(), mine: z.boolean().optional() }),
    result: z.object({ open: z.array(z.string()) }),
    run: async () => ({ open: ["acme/api#7", "acme/web#3"].filter((subject) => !world.snoozed.includes(subject)) }),
    view: ({ open }) => ({
      text: `${open.length} wait.`,
      nodes: [
        {
          type: "items",
          title: "Waiting",
          items: open.map((subject) => ({
            content: [subject],
            buttons: [
              { label: "Why", call: { name: "why", input: { figure: subject } }, opens: "dialog" },
              { label: "Snooze", call: { name: "signals.snooze", input: { subject } } },
            ],
          })),
        },
      ],
    }),
  });

const signalsSnooze = (world: FakeWorld) =>
  defineCapability({
    name: "signals.snooze",
    summary: "Put a signal aside.",
    risk: "record",
    input: z.object({ subject: z.string() }),
    result: z.object({ subject: z.string() }),
    async run(_context, { subject }) {
      world.snoozed.push(subject);
      return { subject };
    },
    view: ({ subject }) => say(`Snoozed ${subject}.`),
  });

const why = defineCapability({
  name: "why",
  summary: "The proof of a figure.",
  risk: "read",
  input: z.object({ figure: z.string() }),
  result: z.object({ figure: z.string() }),
  run: async (_context, input) => input,
  view: ({ figure }) => say(`Because of ${figure}.`),
});

const help = defineCapability({
  name: "help",
  summary: "What there is.",
  risk: "read",
  command: "/adjutant help",
  input: z.object({ topic: z.string().optional() }),
  result: z.object({ topic: z.string().optional() }),
  run: async (_context, input) => input,
  view: ({ topic }) => say(`Help about ${topic ?? "everything"}.`),
});

const teamsSave = defineCapability({
  name: "teams.save",
  summary: "Save a team.",
  risk: "record",
  input: z.object({ key: z.string(), repositories: z.array(z.string().includes("/")).default([]) }),
  result: z.object({ key: z.string() }),
  run: async (_context, { key }) => ({ key }),
  view: ({ key }) => say(`Saved ${key}.`),
});

const teams = defineCapability({
  name: "teams",
  summary: "All teams.",
  risk: "read",
  command: "/adjutant teams",
  input: z.object({}),
  result: z.object({}),
  run: async () => ({}),
  view: () => say("No teams."),
});

const messagesPost = defineEffect({
  name: "messages.post",
  summary: "Announce a report.",
  risk: "low",
  input: z.object({ channel: z.string(), call: z.unknown() }),
  result: z.object({}),
  vendor: "slack",
  settleMs: 0,
  target: ({ channel }) => `slack:${channel}`,
  preview: async (_context, { channel }) => ({ version: "1", does: "Post", subject: channel, link: null, payload: [] }),
  run: async () => ({}),
  reconcile: async () => undefined,
  view: () => say("Posted."),
});
