import { z } from "zod";
import { chooseStart, isAtWork } from "#domain/meeting";
import type { Prd, StoredVersion } from "#domain/prd/prd";
import { accountOf, findZone } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { proposeCall } from "#kernel/trust/propose-call";
import { MONDAY_TO_FRIDAY } from "#lib/calendar";
import { toIcs } from "#lib/ics";
import { MINUTE_MS } from "#lib/time";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead } from "./find.ts";
import { findInvitees, type Invitee } from "./invitees.ts";
import { describeScheduled } from "./schedule-view.ts";

const ALONE = { approval: null, notice: null };

export const Scheduled = z.object({
  number: z.number(),
  title: z.string(),
  version: z.number(),
  start: z.string(),
  minutes: z.number(),
  zone: z.string(),
  /** Who should come, besides whoever asked. */
  people: z.array(z.object({ name: z.string(), has_address: z.boolean(), is_at_work: z.boolean() })),
  file_name: z.string(),
  /** A file for calendars, RFC 5545. */
  ics: z.string(),
  /** Of the meeting in the calendar; null where none is connected, or it could not be proposed. */
  approval: z.object({ number: z.number(), status: z.string() }).nullable(),
  notice: z.string().nullable(),
});
export type Scheduled = z.output<typeof Scheduled>;

const Input = z.object({
  prd: PrdField,
  when: z
    .string()
    .trim()
    .max(300)
    .default("")
    .meta({ takesRest: true })
    .describe(
      "When and with whom, like tomorrow 14:00 with @ben; the next working day and who is concerned, unless given.",
    ),
  with: z
    .string()
    .trim()
    .max(1_000)
    .default("")
    .meta({ isNamed: true })
    .describe("Who should come: mentions, names or e-mail addresses, with commas between."),
  minutes: z.coerce
    .number()
    .int()
    .min(10)
    .max(240)
    .default(30)
    .meta({ isNamed: true })
    .describe("How long it takes, in minutes."),
  file: z.boolean().default(false).meta({ isNamed: true }).describe("Whether the file is all that is wanted."),
  branch: BranchField.meta({ isNamed: true }),
});
type Input = z.output<typeof Input>;

export const schedulePrd = defineCapability({
  name: "prd.schedule",
  summary: "Propose a meeting to review a PRD: a file for any calendar, and the team's calendar where one is set.",
  risk: "record",
  command: "/prd schedule",
  usage: "/prd schedule <prd> [tomorrow 14:00] [with @ben, Cara Lind]",
  input: Input,
  result: Scheduled,
  async run(context, input): Promise<Scheduled> {
    const prd = await requireOpenPrd(context, input.prd);
    const head = await requireHead(context, prd, input.branch);
    const meeting = await plan(context, prd, { head, input });
    const { approval, notice } = input.file ? ALONE : await putIntoCalendar(context, prd, meeting);
    const { start, zone, minutes, invitees } = meeting;
    return {
      ...{ number: prd.number, title: prd.title, version: head.number, start: start.toISOString(), minutes, zone },
      people: invitees.map(({ name, email, zone: theirs }) => ({
        ...{ name, has_address: email !== null, is_at_work: isAtWork(start, { zone: theirs ?? zone, minutes }) },
      })),
      file_name: `prd-${prd.number}-v${head.number}-review.ics`,
      ics: await toFile(context, prd, meeting),
      ...{ approval, notice },
    };
  },
  view: describeScheduled,
});

interface Meeting {
  head: StoredVersion;
  title: string;
  description: string;
  start: Date;
  minutes: number;
  zone: string;
  invitees: Invitee[];
}

async function plan(
  context: Context,
  prd: Prd,
  { head, input }: { head: StoredVersion; input: Input },
): Promise<Meeting> {
  const [when = "", ...named] = input.when.split(/(?:^|\s)with\s+/i);
  const invitees = await findInvitees(context, prd, [input.with, ...named].filter((part) => part !== "").join(","));
  const zone = await findZone(context);
  const { minutes } = input;
  const zones = invitees.flatMap((one) => one.zone ?? []);
  const sitting = { now: context.now(), zone, zones, minutes, workingDays: await workingDaysOf(context, prd) };
  const title = `Review of PRD ${prd.number}: ${prd.title}`;
  const description = `Version ${head.number}. Read it with /prd show ${prd.number}, and say what you think with /prd review ${prd.number}.`;
  return { head, title, description, start: chooseStart(when, sitting), minutes, zone, invitees };
}

async function workingDaysOf({ directory }: Context, { project }: Prd): Promise<readonly number[]> {
  const known = (await directory.projects()).find(({ key }) => key === project);
  const team = known?.team ? await directory.team(known.team) : undefined;
  return team?.working_days ?? MONDAY_TO_FRIDAY;
}

/** The meeting is named after the version, so that a later file of the same version takes the place of the earlier one. */
async function toFile(context: Context, prd: Prd, meeting: Meeting): Promise<string> {
  const { head, title, description, start, minutes, invitees } = meeting;
  const account = accountOf(context);
  const asker = account && (await context.directory.personOf(account));
  const now = context.now();
  return toIcs({
    ...{ uid: `prd-${prd.id}-${head.id.slice(0, 16)}@adjutant`, sequence: Math.floor(now.getTime() / MINUTE_MS) },
    ...{ stamp: now, start, end: new Date(start.getTime() + minutes * MINUTE_MS), summary: title, description },
    organizer: asker?.email ? { name: asker.name, email: asker.email } : null,
    attendees: invitees.flatMap(({ name, email }) => (email === null ? [] : [{ name, email }])),
  });
}

/** The file is there in any case: that the calendar cannot be asked is said beside it. */
async function putIntoCalendar(
  context: Context,
  prd: Prd,
  meeting: Meeting,
): Promise<Pick<Scheduled, "approval" | "notice">> {
  if (!context.vendors.google) return ALONE;
  const { title, description, start, minutes, zone, invitees } = meeting;
  const attendees = invitees.flatMap(({ email }) => email ?? []);
  const input = { title: title.slice(0, 300), description, start: start.toISOString(), minutes, zone, attendees };
  const cause = { ref: `prd:${prd.number}`, words: `PRD ${prd.number} is to be reviewed: ${prd.title}.` };
  try {
    const why = { cause, isTainted: prd.origin.isTainted };
    const { number, status } = await proposeCall(context, { name: "calendar.event", input }, why);
    return { approval: { number, status }, notice: null };
  } catch (error) {
    if (!(error instanceof UserError || error instanceof UnavailableError)) throw error;
    return { approval: null, notice: `It is not in the calendar. ${error.message}` };
  }
}
