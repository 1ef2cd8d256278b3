import { z } from "zod";
import { requirePerson, signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { say } from "#lib/view";
import { listOwn } from "./kept.ts";

const Forgotten = z.object({
  text: z.string(),
  answers: z.number(),
  questions: z.number(),
  schedules: z.number(),
  accounts: z.number(),
  /** What they are called from now on. */
  name: z.string(),
});

export const forgetMe = defineCapability({
  name: "privacy.forget",
  summary: "Delete who you are to Adjutant, and what you said: names, accounts, answers, questions, days away.",
  risk: "record",
  input: z.object({ confirm: z.string().max(20).default("").describe("The word delete, so that it is no slip.") }),
  result: Forgotten,
  async run(context, { confirm }) {
    if (confirm !== "delete")
      throw new UserError("Write “/adjutant privacy forget delete” to have it deleted for good.");
    const person = await requirePerson(context);
    const own = await listOwn(context);
    for (const { id } of own) await context.schedules.remove(id, signatureOf(context));
    const answers = await context.standups.forget(person.id);
    const questions = await context.questions.forgetAll(context.actor.id);
    await context.directory.forgetOwn(person.id);
    const name = await context.directory.erase(person, context.now());
    const others = person.accounts.filter(({ vendor }) => vendor !== "slack").length;
    const said = `${count(answers, "answer")}, ${count(questions, "question")}, ${count(own.length, "schedule")}`;
    const text = `Deleted: ${said}, your days away, your settings, your name and address, and ${count(others, "linked account")}. You are called ${name} from now on; what vendors say of your work stays under the names it has there.`;
    return { text, answers, questions, schedules: own.length, accounts: others, name };
  },
  view: ({ text }) => say(text),
});

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}
