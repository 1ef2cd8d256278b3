import { z } from "zod";
import type { Schedule } from "#domain/schedule/schedule";
import { QUIET } from "#domain/schedule/schedule";
import { slackIdIn } from "#domain/slack-ids";
import { findZone } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import type { FormField, View } from "#lib/view";
import { ScheduleField } from "./fields.ts";
import { requireOwn } from "./find.ts";

const YES_NO = ["yes", "no"];
/** What is worth reading again and again in a channel, the most usual first; by words, any other read can be posted. */
const REPORTS = [
  "standup",
  "weekly",
  "status",
  "sprint",
  "triage",
  "metrics.show",
  "signals",
  "approvals.list",
  "gaps",
];

/** Of everything but what is posted. */
const FIELDS: FormField[] = [
  {
    name: "words",
    label: "Asked with",
    hint: "What you would type after it, like the key of a team.",
    isRequired: false,
  },
  {
    name: "channel",
    label: "Channel",
    hint: "Leave it empty for a direct message to yourself.",
    picks: "channel",
    isRequired: false,
  },
  {
    ...{ name: "when", label: "When", value: "weekdays at 10:00", isRequired: true },
    hint: "Like weekdays at 9:30, every Friday 16:00, first Monday of the month 10:00, or a cron line.",
  },
  {
    name: "zone",
    label: "Time zone",
    hint: "Like Europe/Berlin; the team's if you leave it empty.",
    isRequired: false,
  },
  {
    ...{
      name: "skip_days_off",
      label: "Leave out weekends and holidays",
      options: YES_NO,
      value: "yes",
      isRequired: true,
    },
    hint: "By the calendar of the team.",
  },
  {
    ...{ name: "late_hours", label: "Hours it may be late", value: "4", isRequired: true },
    hint: "After an outage. What is later still is skipped, and the list says so.",
  },
  {
    ...{
      name: "when_quiet",
      label: "When there is nothing to say",
      options: [...QUIET],
      value: "line",
      isRequired: true,
    },
    hint: "line says so in one line, silent posts nothing.",
  },
  {
    ...{ name: "ask_members", label: "Ask the team before", options: YES_NO, value: "yes", isRequired: true },
    hint: "For a standup of a team: everybody is asked at 9:00 where they are.",
  },
];

const Shown = z.object({
  schedule: z.number().nullable(),
  /** What can be posted. */
  reports: z.array(z.string()),
  values: z.record(z.string(), z.string()),
});

export const scheduleForm = defineCapability({
  name: "schedules.form",
  summary: "The form in which something is scheduled, or a schedule is changed.",
  risk: "read",
  command: "/schedule new",
  input: z.object({ schedule: ScheduleField.optional().describe("The number of a schedule to change.") }),
  result: Shown,
  async run(context, { schedule: id }) {
    const schedule = id === undefined ? undefined : await requireOwn(context, id);
    const usual = REPORTS.filter((name) => context.catalogue.has(name));
    const reports = [...new Set([...usual, ...(schedule ? [schedule.name] : [])])];
    const here = slackIdIn(context.origin.place) ?? "";
    const values = schedule
      ? toValues(schedule)
      : { zone: await findZone(context), ...(/^[CG]/.test(here) && { channel: here }) };
    return { schedule: id ?? null, reports, values };
  },
  view: ({ schedule, reports, values }): View => {
    const title = schedule === null ? "New schedule" : `Schedule ${schedule}`;
    return {
      text: `${title}: what is posted, where and when.`,
      nodes: [
        { type: "header", text: title },
        {
          type: "form",
          call: { name: "schedules.save", input: { channel: "me", ...(schedule !== null && { schedule }) } },
          submit: "Save",
          fields: toFields(reports).map((field) => ({ ...field, ...withValue(values[field.name] ?? field.value) })),
        },
      ],
    };
  },
});

function withValue(value: string | undefined) {
  return value === undefined ? {} : { value };
}

function toValues(schedule: Schedule): Record<string, string> {
  const { name, words, said, zone, skipsDaysOff, lateHours, quiet, asksMembers } = schedule;
  return {
    ...(/^[CG]/.test(schedule.channel) && { channel: schedule.channel }),
    ...{ report: name, words, when: said, zone, late_hours: String(lateHours), when_quiet: quiet },
    ...{ skip_days_off: skipsDaysOff ? "yes" : "no", ask_members: asksMembers ? "yes" : "no" },
  };
}

function toFields(reports: string[]): FormField[] {
  return [
    { name: "report", label: "Report", hint: "What is posted.", options: reports, value: "standup", isRequired: true },
    ...FIELDS,
  ];
}
