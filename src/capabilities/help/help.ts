import { z } from "zod";
import { type Capability, defineCapability, describeUsage } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { listFields } from "#lib/words";
import { describeOne, describeSome } from "./view.ts";

const Entry = z.object({
  name: z.string(),
  command: z.string(),
  usage: z.string(),
  summary: z.string(),
  changes: z.boolean().describe("True when it does more than read."),
  fields: z.array(z.object({ name: z.string(), required: z.boolean(), description: z.string() })),
});
export type Entry = z.output<typeof Entry>;

export const help = defineCapability({
  name: "help",
  summary: "What Adjutant can do, and how to ask for it.",
  risk: "read",
  command: "/adjutant help",
  input: z.object({
    topic: z
      .string()
      .trim()
      .max(100)
      .optional()
      .describe("A command or the beginning of a name, like standup or teams."),
  }),
  result: z.object({ topic: z.string().nullable(), entries: z.array(Entry) }),

  async run({ catalogue }, { topic }) {
    const asked = topic?.replace(/^\//, "").toLowerCase();
    const about = [...catalogue.values()].filter((capability) => asked === undefined || isAbout(capability, asked));
    if (about.length === 0) throw new UserError(`There is no “${topic}”. “/adjutant help” lists everything.`);
    const entries = about.map(toEntry);
    return { topic: topic ?? null, entries };
  },

  view: ({ entries }) => {
    const [only] = entries;
    return only && entries.length === 1 ? describeOne(only) : describeSome(entries);
  },
});

function isAbout({ name, command = "/" }: Capability, topic: string): boolean {
  return name === topic || name.startsWith(`${topic}.`) || command.slice(1) === topic || command.endsWith(` ${topic}`);
}

function toEntry(capability: Capability): Entry {
  const { name, summary, risk, command = `/adjutant ${name}`, input } = capability;
  const fields = listFields(input).map((field) => ({
    name: field.name,
    required: field.isRequired,
    description: field.description ?? "",
  }));
  return { name, command, usage: describeUsage(capability), summary, changes: risk !== "read", fields };
}
