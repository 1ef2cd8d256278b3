import { z } from "zod";
import { toHandle } from "#domain/directory";
import { choosePerson } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { LoginField, PersonField, VendorField } from "./fields.ts";
import { describePerson, PersonResult, toResult } from "./result.ts";

export const unlink = defineCapability({
  name: "unlink",
  summary: "Free a login that is linked to you.",
  risk: "record",
  command: "/adjutant unlink",
  input: z.object({
    vendor: VendorField,
    login: LoginField,
    person: PersonField,
  }),
  result: PersonResult,
  async run(context, { vendor, login, person: named }) {
    const person = await choosePerson(context, named);
    const account = { vendor, handle: toHandle(vendor, login) };
    const owner = await context.directory.personOf(account);
    if (owner?.id !== person.id) throw new UserError(`${login} is not linked to ${named ? person.name : "you"}.`);
    await context.directory.unlink(account);
    return toResult(await choosePerson(context, named));
  },
  view: (person) => describePerson(person, "Unlinked. "),
});
