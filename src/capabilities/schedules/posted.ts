import { z } from "zod";
import { memberIn } from "#domain/slack-ids";
import { findZone } from "#kernel/actor";
import { defineCapability } from "#kernel/capability";
import { DAY_MS, describeInstant } from "#lib/time";
import type { View } from "#lib/view";
import { isUnseen } from "./find.ts";

const SINCE_MS = 14 * DAY_MS;
const SHOWN_MAX = 20;
const POSTED = ["proposed", "quiet"];

const Posted = z.object({
  zone: z.string(),
  /** The newest first. */
  reports: z.array(
    z.object({
      schedule: z.number(),
      report: z.string(),
      words: z.string(),
      input: z.record(z.string(), z.unknown()),
      channel: z.string(),
      due_at: z.string(),
      state: z.string(),
    }),
  ),
});
type Posted = z.output<typeof Posted>;

export const listPosted = defineCapability({
  name: "schedules.posted",
  summary: "The reports of the last two weeks that the clock posted, the newest first.",
  risk: "read",
  phrases: [{ words: "last reports", input: {} }],
  input: z.object({}),
  result: Posted,
  async run(context) {
    const all = await context.schedules.list();
    const hidden = await Promise.all(all.map((schedule) => isUnseen(context, schedule)));
    const seen = new Map(all.filter((_, index) => !hidden[index]).map((one) => [one.id, one]));
    const runs = await context.schedules.runs(new Date(context.now().getTime() - SINCE_MS));
    const reports = runs.flatMap(({ schedule: id, state, dueAt }) => {
      const schedule = POSTED.includes(state) ? seen.get(id) : undefined;
      if (!schedule) return [];
      const { name, words, input, channel } = schedule;
      return [{ schedule: id, report: name, words, input, channel, due_at: dueAt.toISOString(), state }];
    });
    return { zone: await findZone(context), reports: reports.slice(0, SHOWN_MAX) };
  },
  view: describePosted,
});

function describePosted({ reports, zone }: Posted): View {
  const text =
    reports.length === 0
      ? "The clock has posted nothing in two weeks. /schedule new has a report posted."
      : `${reports.length} ${reports.length === 1 ? "report was" : "reports were"} posted in two weeks.`;
  const items = reports.map(({ report, words, channel, due_at, state, input, schedule }) => ({
    content: [
      { bold: `${report}${words ? ` ${words}` : ""}` },
      " to ",
      memberIn(channel) === undefined ? { channel, label: channel } : { user: channel, label: channel },
    ],
    detail: [`${describeInstant(new Date(due_at), zone)}${state === "quiet" ? ", nothing to say" : ""}`],
    buttons: [
      {
        ...{ label: "As of now", description: `Open the report of schedule ${schedule} as of now` },
        ...{ opens: "dialog" as const, call: { name: report, input } },
      },
    ],
  }));
  return {
    text,
    nodes: [
      { type: "header", text: "Last reports" },
      { type: "text", content: [text] },
      ...(items.length > 0 ? [{ type: "items" as const, items }] : []),
    ],
  };
}
