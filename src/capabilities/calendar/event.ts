import { z } from "zod";
import { TimeZone } from "#domain/directory";
import { type Attempt, defineEffect, type Preview } from "#kernel/capability";
import type { Context, Writing } from "#kernel/context";
import { RefusedError, UserError } from "#kernel/errors";
import { sha256 } from "#lib/hash";
import { describeInstant, MINUTE_MS } from "#lib/time";

const SETTLE_MS = 10_000;
const GUESTS_MAX = 50;
const ABSENT = "No calendar is connected: set GOOGLE_CALENDAR_TOKEN.";

const Input = z.object({
  title: z.string().trim().min(1).max(300).describe("What the meeting is about, in one line."),
  description: z.string().trim().max(4_000).default("").describe("What those who come should know."),
  start: z.iso.datetime({ offset: true }).describe("When it begins, like 2026-11-24T10:00:00+01:00."),
  minutes: z.number().int().min(5).max(480).default(30).describe("How long it takes, in minutes."),
  zone: TimeZone.default("UTC").describe("The zone in which it is shown, like Europe/Berlin."),
  attendees: z.array(z.email()).max(GUESTS_MAX).default([]).describe("The e-mail addresses of those who come."),
});
type Input = z.output<typeof Input>;

const Result = z.object({ event: z.string(), title: z.string(), url: z.string().nullable() });

const createEvent = defineEffect({
  name: "calendar.event",
  summary: "Put a meeting into the calendar, and invite those who should come.",
  risk: "medium",
  vendor: "google",
  settleMs: SETTLE_MS,
  input: Input,
  result: Result,
  target: ({ title, start }) => `calendar:new:${new Date(start).toISOString()}/${title.toLowerCase()}`,

  async preview(context, input): Promise<Preview> {
    const { id, name } = await requireReads(context).calendar();
    const start = new Date(input.start);
    if (start <= context.now()) throw new UserError("The meeting would begin in the past. Choose another time.");
    return {
      ...{ version: id, does: `Invite ${count(input)} to “${input.title}”`, subject: name, link: null },
      place: { kind: "private", members: Number.POSITIVE_INFINITY },
      payload: [
        { label: "Title", text: input.title },
        { label: "When", text: `${describeInstant(start, input.zone)}, ${input.minutes} minutes` },
        { label: "Who", text: input.attendees.join("\n") || "nobody" },
        { label: "Text", text: input.description },
      ],
    };
  },
  run: (writing, input, attempt) => insert(writing, input, attempt),
  async reconcile(context, { title }, { key }) {
    const event = idOf(key);
    const found = await requireReads(context).event(event);
    return found?.mark === key ? { event, title, url: found.url } : undefined;
  },
  linkOf: ({ url }) => url,
  inverse: (_input, { event, title }) => ({ name: "calendar.cancel", input: { event, title } }),
  view: ({ title, url }) => ({
    text: `“${title}” is in the calendar.`,
    nodes: [
      { type: "text", content: [url === null ? `“${title}”` : { link: url, label: title }, " is in the calendar."] },
    ],
  }),
});

const cancelEvent = defineEffect({
  name: "calendar.cancel",
  summary: "Take a meeting that Adjutant made out of the calendar, and tell those who were invited.",
  risk: "medium",
  vendor: "google",
  settleMs: SETTLE_MS,
  input: z.object({
    event: z
      .string()
      .regex(/^[a-v0-9]{5,1024}$/, { error: "It is no meeting of Adjutant's." })
      .describe("The id of the meeting, as it was made with."),
    title: z.string().trim().min(1).max(300).describe("What it was about."),
  }),
  result: z.object({ event: z.string(), title: z.string() }),
  target: ({ event }) => `calendar:${event}`,

  async preview(context, { event, title }): Promise<Preview> {
    const found = await requireReads(context).event(event);
    if (!found?.mark) throw new UserError("There is no such meeting of Adjutant's.");
    if (found.isCancelled) throw new UserError("The meeting is cancelled already.");
    return {
      ...{ version: "planned", does: `Cancel “${title}”`, subject: title, link: found.url },
      place: { kind: "private", members: Number.POSITIVE_INFINITY },
      payload: [{ label: "Meeting", text: title }],
    };
  },
  async run(writing, { event, title }) {
    await requireWrites(writing).remove(event);
    return { event, title };
  },
  async reconcile(context, { event, title }) {
    const found = await requireReads(context).event(event);
    return found?.isCancelled === false ? undefined : { event, title };
  },
  view: ({ title }) => ({
    text: `Cancelled “${title}”.`,
    nodes: [{ type: "text", content: [`Cancelled “${title}”.`] }],
  }),
});

/** What is put into the calendar of the team, and can be taken back. */
export const calendarEffects = [createEvent, cancelEvent];

/** The id is ours and taken once: where it is taken already, by us, the meeting is there. */
async function insert(writing: Writing, input: Input, { key }: Attempt): Promise<z.output<typeof Result>> {
  const { title, description, zone, attendees, minutes } = input;
  const [id, start] = [idOf(key), new Date(input.start)];
  const end = new Date(start.getTime() + minutes * MINUTE_MS);
  try {
    const { url } = await requireWrites(writing).insert({
      ...{ id, mark: key, title, description, start, end, zone, attendees },
    });
    return { event: id, title, url };
  } catch (error) {
    const found = error instanceof RefusedError ? await requireReads(writing).event(id) : undefined;
    if (found?.mark !== key) throw error;
    return { event: id, title, url: found.url };
  }
}

/** Of the letters that Google takes. */
function idOf(key: string): string {
  return `adj${sha256(`adjutant:calendar:${key}`)}`;
}

function count({ attendees }: Input): string {
  return attendees.length === 1 ? "one person" : `${attendees.length} people`;
}

function requireReads({ vendors }: Context) {
  if (!vendors.google) throw new UserError(ABSENT);
  return vendors.google;
}

function requireWrites({ writes }: Writing) {
  if (!writes.google) throw new UserError(ABSENT);
  return writes.google;
}
