import { z } from "zod";
import { type Person, toHandle, Vendor } from "#domain/directory";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { Inline, View } from "#lib/view";
import { accountOf, choosePerson, requirePerson, signature } from "./person.ts";

const Account = z.object({ vendor: Vendor, handle: z.string() });
const PersonResult = z.object({
  name: z.string(),
  zone: z.string().nullable(),
  accounts: z.array(Account),
});

const LinkableVendor = Vendor.exclude(["slack"]);
const Login = z
  .string()
  .trim()
  .regex(/^@?[\w.@+-]{1,100}$/, { error: "Write the login, like octocat." });
const Named = z.string().max(100).optional().describe("Slack user id of somebody else; for operators only.");

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

export const link = defineCapability({
  name: "link",
  summary: "Link your GitHub, Jira or Linear login to you.",
  risk: "record",
  command: "/adjutant link",
  input: z.object({
    vendor: LinkableVendor.describe("github, jira or linear."),
    login: Login.describe("Your login there, like octocat."),
    person: Named,
  }),
  result: PersonResult,
  async run(context, { vendor, login, person: named }) {
    const person = await choosePerson(context, named);
    const account = { vendor, handle: toHandle(vendor, login) };
    const force = context.actor.kind !== "person";
    const outcome = await context.directory.link(account, person.id, { ...signature(context), force });
    if (outcome.status === "linked") return toResult(outcome.person);
    throw new UserError(
      `${login} is linked to ${outcome.person.name}. They can free it with “/adjutant unlink ${vendor} ${login}”.`,
    );
  },
  view: (person) => describePerson(person, "Linked. "),
});

export const unlink = defineCapability({
  name: "unlink",
  summary: "Free a login that is linked to you.",
  risk: "record",
  command: "/adjutant unlink",
  input: z.object({
    vendor: LinkableVendor.describe("github, jira or linear."),
    login: Login.describe("The login there."),
    person: Named,
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

function toResult({ name, zone, accounts }: Person): z.output<typeof PersonResult> {
  return { name, zone, accounts };
}

function describePerson({ name, zone, accounts }: z.output<typeof PersonResult>, before = ""): View {
  const linked = accounts.filter(({ vendor }) => vendor !== "slack");
  const list = linked.map(({ vendor, handle }) => `${handle} on ${vendor}`).join(", ");
  const told = list ? `known as ${list}` : "no other account linked yet";
  const content: Inline[] = [before, { bold: name }, `: ${told}.`, zone ? ` Your time zone is ${zone}.` : ""];
  return {
    text: `${before}${name}: ${told}.`,
    nodes: [
      { type: "text", content },
      { type: "note", content: ["Link more with ", { code: "/adjutant link github LOGIN" }, "."] },
    ],
  };
}

const UNKNOWN_MAX = 50;

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
    const known = await directory.people(UNKNOWN_MAX * 4);
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
        items: known.slice(0, 20).map(({ name, accounts }) => ({
          content: [{ bold: name }, ` ${accounts.map(({ vendor, handle }) => `${vendor}:${handle}`).join(", ")}`],
        })),
        more: Math.max(0, known.length - 20),
      },
      {
        type: "items",
        title: `Belonging to nobody: ${unknown.length}`,
        items: unknown.slice(0, 20).map(({ vendor, handle }) => ({ content: [`${vendor}: `, { code: handle }] })),
        more: Math.max(0, unknown.length - 20),
      },
      { type: "note", content: ["Theirs is yours? ", { code: "/adjutant link github LOGIN" }] },
    ],
  }),
});
