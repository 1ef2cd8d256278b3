import { z } from "zod";
import { readMoment } from "#domain/report-fields";
import { headerNote, ReportHeader } from "#domain/report-header";
import { fitSections, toText } from "#domain/reports/sections";
import { defineCapability } from "#kernel/capability";
import type { View, ViewNode } from "#lib/view";
import { WeeklyInput } from "./fields.ts";
import { gatherWeek } from "./gather.ts";
import { describeTotals, toSections } from "./sections.ts";
import { phrase } from "./words.ts";

const LENGTH_MIN = 200;
const LENGTH_MAX = 4_000;
const LENGTH_DEFAULT = 2_000;

const StatusDigest = ReportHeader.extend({
  week: z.object({ from: z.string(), to: z.string() }),
  headline: z.string(),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
  /** All of it as plain text, no longer than was asked for. */
  text: z.string(),
  /** Lines there was no room for. */
  left_out: z.number(),
});
type StatusDigest = z.output<typeof StatusDigest>;

/** The facts of the week for those who do not read tickets. */
export const status = defineCapability({
  name: "status",
  summary: "The week for stakeholders: what shipped, what was decided and what goes on, at the length asked for.",
  risk: "read",
  command: "/status-digest",
  input: z.object({
    team: WeeklyInput.team,
    length: z.coerce
      .number()
      .int()
      .min(LENGTH_MIN)
      .max(LENGTH_MAX)
      .default(LENGTH_DEFAULT)
      .describe("How many characters at most."),
    as_of: WeeklyInput.as_of,
  }),
  result: StatusDigest,

  async run(context, { team, length, as_of }): Promise<StatusDigest> {
    const asOf = readMoment(as_of, context.now());
    const facts = await gatherWeek(context, team, { asOf, isLive: as_of === undefined });
    const words = await phrase(context, facts);
    const said = words.length > 0 ? [{ title: "The week in words", lines: words }] : [];
    const { sections, leftOut } = fitSections([...said, ...toSections(facts)], length);
    const { week } = facts;
    return {
      ...ReportHeader.parse(facts),
      ...{ week, sections, text: toText(sections), left_out: leftOut, headline: describeTotals(facts) },
      generated_by: words.length > 0 ? "model" : "template",
    };
  },

  view,
});

function view(digest: StatusDigest): View {
  const { team_name: name, week, headline, sections, left_out: left } = digest;
  return {
    text: `Status of ${name}, ${week.from} to ${week.to}: ${headline}.`,
    nodes: [
      { type: "header", text: `Status · ${name}` },
      headerNote(digest),
      ...sections.map(({ title, lines }): ViewNode => {
        return { type: "items", title, items: lines.map((line) => ({ content: [line] })) };
      }),
      ...(left > 0 ? [{ type: "note" as const, content: [`${left} more lines are left out at this length.`] }] : []),
    ],
  };
}
