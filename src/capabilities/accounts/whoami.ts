import { z } from "zod";
import { accountOf, requirePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const whoami = defineCapability({
  name: "whoami",
  summary: "Who you are to Adjutant: your linked accounts and time zone.",
  risk: "read",
  command: "/adjutant whoami",
  input: z.object({}),
  result: PersonResult,
  async run(context) {
    if (!accountOf(context)) return { name: context.actor.id, zone: null, accounts: [] };
    return toResult(await requirePerson(context));
  },
  view: (person) => describePerson(person),
});
