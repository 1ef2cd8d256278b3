import { z } from "zod";
import { type OfficeHours, orNone, type Person, TimeZone } from "#domain/directory";
import { requirePerson, signatureOf } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import type { View } from "#lib/view";

const YES_NO = ["yes", "no"] as const;

const Hours = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d ?[-–] ?([01]?\d|2[0-3]):[0-5]\d$/, { error: "Write it like 09:00-17:00." })
  .transform((words): OfficeHours => {
    const [opens = 0, closes = 0] = words.split(/[-–]/).map(toMinutes);
    return { opens, closes };
  })
  .refine(({ opens, closes }) => opens < closes, {
    error: "It would end before it begins. Write it like 09:00-17:00.",
  });

const Shown = z.object({
  zone: z.string(),
  /** What Slack says, or what they chose. */
  hours: z.string(),
  prompts: z.enum(YES_NO),
  /** Days away that are not over. */
  away: z.array(z.object({ from: z.string(), to: z.string() })),
});
type Shown = z.output<typeof Shown>;

export const showSettings = defineCapability({
  name: "settings",
  isPersonal: true,
  summary: "Your time zone and hours, the days you are away, and what you are asked.",
  risk: "read",
  input: z.object({}),
  result: Shown,
  run: async (context) => show(context, await requirePerson(context)),
  view: describe,
});

export const saveSettings = defineCapability({
  name: "settings.save",
  summary: "Change your time zone, your hours, or whether you are asked for the standup.",
  risk: "record",
  usage: "/adjutant settings save zone:Europe/Berlin hours:08:00-16:00 prompts:no",
  input: z.object({
    zone: orNone(TimeZone).optional().meta({ isNamed: true }).describe("IANA zone; none for the one that Slack says."),
    hours: orNone(Hours)
      .optional()
      .meta({ isNamed: true })
      .describe("When you work, like 09:00-17:00; none for nine to five."),
    prompts: z
      .enum(YES_NO)
      .optional()
      .meta({ isNamed: true })
      .describe("Whether you are asked for the standup: yes or no."),
  }),
  result: Shown,
  async run(context, { zone, hours, prompts }) {
    const person = await requirePerson(context);
    const wantsPrompts = prompts && prompts === "yes";
    await context.directory.saveSettings(person.id, { zone, hours, wantsPrompts }, signatureOf(context));
    return show(context, await requirePerson(context));
  },
  view: describe,
});

async function show({ directory, settings, now }: Context, person: Person): Promise<Shown> {
  const { id, zone, hours, wantsPrompts = true } = person;
  const absences = await directory.absences({ from: now().toISOString().slice(0, 10), person: id });
  return {
    zone: zone ?? settings.zone,
    hours: hours ? `${toTime(hours.opens)}-${toTime(hours.closes)}` : "09:00-17:00",
    prompts: wantsPrompts ? "yes" : "no",
    away: absences.map(({ from, to }) => ({ from, to })),
  };
}

function describe({ zone, hours, prompts, away }: Shown): View {
  const text = `You work ${hours} ${zone}, and are ${prompts === "yes" ? "" : "not "}asked for the standup.`;
  const days = away.map(({ from, to }) => ({ content: [from === to ? from : `${from} to ${to}`] }));
  const other = prompts === "yes" ? "no" : "yes";
  return {
    text,
    nodes: [
      { type: "header", text: "Your settings" },
      { type: "text", content: [text] },
      ...(days.length > 0 ? [{ type: "items" as const, title: "Away", items: days }] : []),
      {
        type: "buttons",
        buttons: [
          {
            label: prompts === "yes" ? "Stop asking me for the standup" : "Ask me for the standup",
            call: { name: "settings.save", input: { prompts: other } },
          },
        ],
      },
      {
        type: "note",
        content: [
          "Change it: ",
          { code: "/adjutant settings save zone:Europe/Berlin hours:08:00-16:00" },
          " · ",
          { code: "/adjutant away 2026-12-24 to 2026-12-31" },
        ],
      },
    ],
  };
}

function toMinutes(time: string): number {
  const [hour = 0, minute = 0] = time.trim().split(":").map(Number);
  return hour * 60 + minute;
}

function toTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
