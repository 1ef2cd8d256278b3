import { signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { Linking, readLinking } from "./fields.ts";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const link = defineCapability({
  name: "link",
  summary: "Link your GitHub, Jira or Linear login to you.",
  risk: "record",
  command: "/adjutant link",
  input: Linking,
  result: PersonResult,
  async run(context, input) {
    const { account, person } = await readLinking(context, input);
    const force = context.actor.kind !== "person";
    const outcome = await context.directory.link(account, person.id, { ...signatureOf(context), force });
    if (outcome.status === "linked") return toResult(outcome.person);
    const { vendor, login } = input;
    throw new UserError(
      `${login} is linked to ${outcome.person.name}. They can free it with “/adjutant unlink ${vendor} ${login}”.`,
    );
  },
  view: (person) => describePerson(person, "Linked. "),
});
