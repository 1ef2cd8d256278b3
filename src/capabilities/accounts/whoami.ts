import { z } from "zod";
import { accountOf, requirePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { say, type View } from "#lib/view";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const whoami = defineCapability({
  name: "whoami",
  isPersonal: true,
  summary: "Who you are to Adjutant: your linked accounts and time zone.",
  risk: "read",
  command: "/adjutant whoami",
  input: z.object({}),
  result: PersonResult,
  async run(context) {
    if (!accountOf(context)) return { name: context.actor.id, zone: null, accounts: [] };
    return toResult(await requirePerson(context));
  },
  view: (person) => (person.accounts.length > 0 ? describePerson(person) : describeMachine(person.name)),
});

/** Whoever asks in the terminal or with a key is nobody whose accounts could be known. */
function describeMachine(name: string): View {
  const text = `You are ${name}, known by where you ask from. Accounts are linked to people in Slack; ask there who you are.`;
  return say(text);
}
