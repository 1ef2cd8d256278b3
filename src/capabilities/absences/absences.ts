import { z } from "zod";
import { AWAY_DAYS_MAX } from "#domain/absence";
import type { Person } from "#domain/directory";
import { isLead, isPolicyAdmin } from "#domain/trust/roles";
import { readMember, requirePerson, signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { dateOf, dayOfDate, zoneOf } from "#lib/time";
import { say } from "#lib/view";

const AHEAD_DAYS_MAX = 2 * 366;
const HOW = "Write it like 2026-12-24 to 2026-12-31, today, or tomorrow.";

const Said = z.object({ text: z.string() });
const WhoField = z
  .string()
  .max(100)
  .optional()
  .meta({ isNamed: true })
  .describe("Slack user id of somebody else, for whom their lead may say it.");

export const away = defineCapability({
  name: "away",
  summary: "Say on which days you are away, so that nobody waits for you.",
  risk: "record",
  usage: "/adjutant away 2026-12-24 to 2026-12-31",
  input: z.object({
    days: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ takesRest: true })
      .describe("Like 2026-12-24 to 2026-12-31, today, or tomorrow."),
    who: WhoField,
  }),
  result: Said.extend({ from: z.string(), to: z.string() }),
  async run(context, { days, who }) {
    const person = await chooseWhom(context, who);
    const { from, to } = readDays(days, dayOf(context, person));
    await context.directory.addAbsence({ person: person.id, from, to }, signatureOf(context));
    const length = from === to ? `on ${from}` : `from ${from} to ${to}`;
    const whose = who === undefined ? "You are" : `${person.name} is`;
    return { from, to, text: `${whose} away ${length}: no nudges, no questions, no reviews. /adjutant back ends it.` };
  },
  view: ({ text }) => say(text),
});

export const back = defineCapability({
  name: "back",
  summary: "Say that you are there again, or will be on a day for which you had said that you are away.",
  risk: "record",
  usage: "/adjutant back · /adjutant back 2026-12-28",
  input: z.object({
    day: z.iso
      .date({ error: "Write the day like 2026-12-28." })
      .optional()
      .describe("From when on you are there, like 2026-12-28; today unless given."),
    who: WhoField,
  }),
  result: Said,
  async run(context, { day, who }) {
    const person = await chooseWhom(context, who);
    const today = dateOf(dayOf(context, person));
    const from = day !== undefined && day > today ? day : today;
    const ended = await context.directory.endAbsences(person.id, from);
    if (ended === 0) return { text: `Nobody had said anything else of ${from}.` };
    const isNow = from === today;
    return { text: isNow ? "Welcome back. Nothing keeps messages away any more." : `Taken back from ${from} on.` };
  },
  view: ({ text }) => say(text),
});

function dayOf({ settings, now }: Context, { zone }: Person): number {
  return zoneOf(zone ?? settings.zone).dayOf(now().getTime());
}

/** Oneself; for others their lead speaks. */
async function chooseWhom(context: Context, who: string | undefined): Promise<Person> {
  if (who === undefined) return requirePerson(context);
  const { directory, actor, places, trust } = context;
  const person = await directory.personOf({ vendor: "slack", handle: readMember(who) });
  if (!person) throw new UserError(`Nobody is known as ${who}.`);
  if (actor.kind === "operator") return person;
  const member = await places.voterOf(actor);
  const { roles } = trust.policy();
  const teams = (await directory.teams()).filter(({ members }) => members.some(({ id }) => id === person.id));
  const isTheirLead = teams.some(
    (team) => member && isLead(roles, member, { name: "away", project: null, team: team.key }),
  );
  if (member && (isTheirLead || isPolicyAdmin(roles, member) || member.person === person.id)) return person;
  throw new ForbiddenError("You can say that of yourself, and of others as the lead of their team.");
}

function readDays(words: string, today: number): { from: string; to: string } {
  const [first = "", last = first, ...rest] = words
    .toLowerCase()
    .split(/\s+(?:(?:to|until|–|-)\s+)?|\.\.+/)
    .filter(Boolean);
  const [from, to] = [readDay(first, today), readDay(last, today)];
  if (from === undefined || to === undefined || rest.length > 0) throw new UserError(`“${words}” are no days. ${HOW}`);
  if (to < from) throw new UserError(`It would end before it begins. ${HOW}`);
  if (to < today) throw new UserError("That is over already.");
  if (to - from >= AWAY_DAYS_MAX || to > today + AHEAD_DAYS_MAX)
    throw new UserError("That is more than a year, or too far ahead.");
  return { from: dateOf(from), to: dateOf(to) };
}

function readDay(word: string, today: number): number | undefined {
  if (word === "today") return today;
  if (word === "tomorrow") return today + 1;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(word) ? dayOfDate(word) : Number.NaN;
  return Number.isFinite(day) && dateOf(day) === word ? day : undefined;
}
