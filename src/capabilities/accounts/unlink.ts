import { choosePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { Linking, readLinking } from "./fields.ts";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const unlink = defineCapability({
  name: "unlink",
  summary: "Free a login that is linked to you.",
  risk: "record",
  command: "/adjutant unlink",
  input: Linking,
  result: PersonResult,
  async run(context, input) {
    const { account, person } = await readLinking(context, input);
    const owner = await context.directory.personOf(account);
    const whom = input.person ? person.name : "you";
    if (owner?.id !== person.id) throw new UserError(`${input.login} is not linked to ${whom}.`);
    await context.directory.unlink(account);
    return toResult(await choosePerson(context, input.person));
  },
  view: (person) => describePerson(person, "Unlinked. "),
});
