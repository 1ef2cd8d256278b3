import { z } from "zod";
import { type Team, TimeZone } from "#domain/directory";
import { toCron } from "#domain/schedule/plain-times";
import { QUIET, type Schedule, type ScheduleChange, timingOf } from "#domain/schedule/schedule";
import { nextSlots } from "#domain/schedule/slots";
import { memberIn, slackIdIn } from "#domain/slack-ids";
import { findZone, isStranger, signatureOf } from "#kernel/actor";
import { type Action, defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { requireReport } from "#kernel/reports";
import { parseGiven } from "#lib/issues";
import { describeInstant } from "#lib/time";
import { parseWords, splitWords } from "#lib/words";
import { ChannelField, Said, ScheduleField, YesNo } from "./fields.ts";
import { findTeam, requireOwn, requirePlace } from "./find.ts";
import { describeSaved } from "./list-view.ts";

const Input = z.object({
  report: z.string().trim().min(1).max(100).describe("What to post: standup, triage, or any report by its name."),
  channel: ChannelField,
  when: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ takesRest: true })
    .describe("Like weekdays at 9:30, every Friday 16:00, first Monday of the month 10:00, or a cron line."),
  words: z
    .string()
    .trim()
    .max(500)
    .default("")
    .meta({ isNamed: true })
    .describe("What the report is asked with, like core."),
  input: z.record(z.string(), z.unknown()).optional().describe("The same as an object, instead of words."),
  zone: TimeZone.optional().meta({ isNamed: true }).describe("IANA time zone; the team's, or yours, unless given."),
  skip_days_off: YesNo.default(true).meta({ isNamed: true }).describe("Whether weekends and holidays are left out."),
  late_hours: z.coerce
    .number()
    .int()
    .min(0)
    .max(48)
    .default(4)
    .meta({ isNamed: true })
    .describe("After an outage it is still posted so many hours late, and else skipped."),
  when_quiet: z
    .enum(QUIET)
    .default("line")
    .meta({ isNamed: true })
    .describe("Where there is nothing to say: line says that in one line, silent posts nothing."),
  ask_members: YesNo.default(true)
    .meta({ isNamed: true })
    .describe("Whether the team is asked at 9:00 before a standup."),
  schedule: ScheduleField.optional().meta({ isNamed: true }).describe("The number of a schedule to change."),
});
type Input = z.output<typeof Input>;

export const saveSchedule = defineCapability({
  name: "schedules.save",
  summary: "Have a report posted by the clock, or change how that is done.",
  risk: "record",
  command: "/schedule add",
  usage: "/schedule add standup #channel weekdays at 9:30 words:core",
  input: Input,
  result: Said.extend({ next: z.array(z.string()), zone: z.string() }),
  async run(context, input) {
    const change = await toChange(context, input);
    const saved = await keep(context, change, input.schedule);
    const timing = timingOf(saved, await findTeam(context, saved));
    const next = nextSlots(timing, context.now(), 3).map(({ at }) => at.toISOString());
    const zone = await findZone(context);
    const first = next[0] ? ` Next: ${describeInstant(new Date(next[0]), zone)}.` : "";
    return { schedule: saved.id, text: `Schedule ${saved.id}: ${saved.name}, ${saved.said}.${first}`, next, zone };
  },
  view: describeSaved,
});

/** Whoever changes what is posted answers for it from then on: it is read and posted with their rights. */
async function toChange(context: Context, input: Input): Promise<ScheduleChange> {
  if (context.actor.kind === "person" && (await isStranger(context)))
    throw new ForbiddenError("Guests schedule nothing.");
  const before = input.schedule === undefined ? undefined : await requireOwn(context, input.schedule);
  const channel = readChannel(context, input.channel);
  const report = readReportName(context, input.report, channel);
  const given = readInput(report, input);
  if (before?.channel !== channel) await requirePlace(context, channel);
  const team = await findTeamIn(context, given);
  const change = {
    ...{ name: report.name, input: given, words: input.words, channel, owner: context.actor.id },
    ...{ said: input.when, cron: atField("when", () => toCron(input.when)) },
    zone: input.zone ?? team?.zone ?? (await findZone(context)),
    ...{ team: team?.key ?? null, skipsDaysOff: input.skip_days_off, lateHours: input.late_hours },
    ...{ quiet: input.when_quiet, asksMembers: input.ask_members && asksOf(report, team) },
  };
  assertDue(context, change, team);
  return change;
}

async function findTeamIn({ directory }: Context, { team }: Record<string, unknown>): Promise<Team | undefined> {
  return typeof team === "string" ? directory.team(team) : undefined;
}

/** Only where a report of a team shows what its members say. */
function asksOf({ showsAnswers }: Action, team: Team | undefined): boolean {
  return team !== undefined && showsAnswers === true;
}

function assertDue({ now }: Context, change: ScheduleChange, team: Team | undefined): void {
  if (nextSlots(timingOf(change, team), now(), 1).length > 0) return;
  throw new UserError(
    "when: That is never due: nobody works on any such day. Take other days, or post on days off, too.",
  );
}

function readReportName(context: Context, words: string, channel: string): Action {
  const name = words.replace(/^\//, "").toLowerCase();
  return atField("report", () => requireReport(context, { name, channel }));
}

/** The input in the form in which it is asked with again: what is never there is refused now, and not at nine. */
function readInput(report: Action, { words, input }: Input): Record<string, unknown> {
  if (input) return checked(report, input);
  const parsed = parseWords(splitWords(words), report.input);
  if (!parsed.ok) throw new UserError(`words: ${parsed.issues.map(({ message }) => message).join(" ")}`);
  return checked(report, parsed.input);
}

function checked(report: Action, input: Record<string, unknown>): Record<string, unknown> {
  if ("as_of" in input) throw new UserError("words: A schedule is about the moment at which it posts.");
  atField("words", () => parseGiven(report.input, input));
  return input;
}

function readChannel({ actor, origin }: Context, channel: string): string {
  if (channel === "me") {
    const me = memberIn(actor.id);
    if (actor.kind === "person" && me !== undefined) return me;
    throw new UserError("channel: Only somebody in Slack can have a direct message.");
  }
  if (channel !== "here") return channel;
  const here = slackIdIn(origin.place);
  if (here === undefined || !/^[CG]/.test(here)) {
    throw new UserError("channel: Choose where to post it, or write me for a direct message to yourself.");
  }
  return here;
}

/** What is wrong is said beside the field of the form. */
function atField<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${field}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function keep(context: Context, change: ScheduleChange, id: number | undefined): Promise<Schedule> {
  const { schedules } = context;
  const signature = signatureOf(context);
  const saved =
    id === undefined ? await schedules.create(change, signature) : await schedules.change(id, change, signature);
  if (saved) return saved;
  throw new UserError("There are as many schedules as there may be. Delete one that nobody reads any more first.");
}
