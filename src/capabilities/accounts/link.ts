import { z } from "zod";
import { toHandle } from "#domain/directory";
import { choosePerson, signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { LoginField, PersonField, VendorField } from "./fields.ts";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const link = defineCapability({
  name: "link",
  summary: "Link your GitHub, Jira or Linear login to you.",
  risk: "record",
  command: "/adjutant link",
  input: z.object({
    vendor: VendorField,
    login: LoginField,
    person: PersonField,
  }),
  result: PersonResult,
  async run(context, { vendor, login, person: named }) {
    const person = await choosePerson(context, named);
    const account = { vendor, handle: toHandle(vendor, login) };
    const force = context.actor.kind !== "person";
    const outcome = await context.directory.link(account, person.id, { ...signatureOf(context), force });
    if (outcome.status === "linked") return toResult(outcome.person);
    throw new UserError(
      `${login} is linked to ${outcome.person.name}. They can free it with “/adjutant unlink ${vendor} ${login}”.`,
    );
  },
  view: (person) => describePerson(person, "Linked. "),
});
