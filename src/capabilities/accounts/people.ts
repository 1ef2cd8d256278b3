import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { Account, PersonResult, toResult } from "./result.ts";

const UNKNOWN_MAX = 50;
const KNOWN_MAX = 200;
const SHOWN_MAX = 20;

export const people = defineCapability({
  name: "people",
  summary: "Who is known, and which accounts belong to nobody yet.",
  risk: "read",
  command: "/adjutant people",
  input: z.object({}),
  result: z.object({
    people: z.array(PersonResult),
    unknown: z.array(Account.extend({ name: z.string().nullable() })),
  }),
  async run({ directory }) {
    const known = await directory.people(KNOWN_MAX);
    const unknown = await directory.unknownAccounts(UNKNOWN_MAX);
    return {
      people: known.map(toResult),
      unknown: unknown.map(({ vendor, handle, name }) => ({ vendor, handle, name })),
    };
  },
  view: ({ people: known, unknown }) => ({
    text: `${known.length} people are known; ${unknown.length} accounts belong to nobody yet.`,
    nodes: [
      { type: "header", text: "People" },
      {
        type: "items",
        title: `Known: ${known.length}`,
        items: known.slice(0, SHOWN_MAX).map(({ name, accounts }) => ({
          content: [{ bold: name }, ` ${accounts.map(({ vendor, handle }) => `${vendor}:${handle}`).join(", ")}`],
        })),
        more: Math.max(0, known.length - SHOWN_MAX),
      },
      {
        type: "items",
        title: `Belonging to nobody: ${unknown.length}`,
        items: unknown
          .slice(0, SHOWN_MAX)
          .map(({ vendor, handle }) => ({ content: [`${vendor}: `, { code: handle }] })),
        more: Math.max(0, unknown.length - SHOWN_MAX),
      },
      { type: "note", content: ["If one of them is yours: ", { code: "/adjutant link github LOGIN" }] },
    ],
  }),
});
