import { z } from "zod";
import { rankAttention, WEIGHTS, type Weighed, weigh } from "#domain/attention";
import { EvidenceRow } from "#domain/findings";
import { AsOfField, TeamField } from "#domain/report-fields";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { observe } from "#kernel/observe";
import { describeDuration } from "#lib/time";
import type { Item, View } from "#lib/view";

const Reason = z.object({
  kind: z.string(),
  rule: z.string(),
  reason: z.string(),
  /** What it adds to the ranking when it is the highest. */
  score: z.number(),
  formula: z.string(),
  evidence: EvidenceRow,
});

const Explanation = z.object({
  subject: z.string(),
  title: z.string(),
  url: z.string(),
  score: z.number(),
  next_step: z.string(),
  reasons: z.array(Reason),
});
type Explanation = z.output<typeof Explanation>;

export const explain = defineCapability({
  name: "signals.explain",
  summary: "Why a subject needs attention: every rule that found it, its evidence, and its rank.",
  risk: "read",
  input: z.object({
    subject: z.string().trim().min(1).max(200).describe("What it is about, like acme/api#7."),
    team: TeamField,
    as_of: AsOfField,
  }),
  result: Explanation,

  async run(context, { subject, team, as_of }) {
    const asOf = as_of ? new Date(as_of) : context.now();
    const observation = await observe(context, { team, asOf });
    const all = observation.evaluations.flatMap(({ findings }) => findings);
    const findings = all.filter((finding) => finding.subject.toLowerCase() === subject.toLowerCase());
    const [line] = rankAttention(findings, observation.scope.calendar, asOf);
    if (!line) throw new UserError(`Nothing about ${subject} needs attention.`);
    const { title, url, score, nextStep } = line;
    const weighed = findings.map((finding) => weigh(finding, observation.scope.calendar, asOf));
    const reasons = weighed.map(toReason).sort((a, b) => b.score - a.score);
    return { subject: line.subject, title, url, score, next_step: nextStep, reasons };
  },

  view: (explanation) => describe(explanation),
});

function toReason(weighed: Weighed): z.output<typeof Reason> {
  const { kind, rule, reason, evidence } = weighed.finding;
  return { kind, rule, reason, score: weighed.score, formula: describeFormula(weighed), evidence };
}

/** "40 for its kind, times its age of 18 hours by a target of 12 hours, at least once and at most twice". */
function describeFormula({ finding, ageMs }: Weighed): string {
  const { base, targetMs } = WEIGHTS[finding.kind];
  if (targetMs === undefined) return `${base} for its kind, whatever its age`;
  const age = `${describeDuration(ageMs)} by a target of ${describeDuration(targetMs)}`;
  return `${base} for its kind, times its working age of ${age}, at least once and at most twice`;
}

function describe({ subject, title, url, score, next_step, reasons }: Explanation): View {
  const items: Item[] = reasons.map(({ reason, rule, score: weight, formula, evidence }) => ({
    content: [{ bold: reason }, ` · rule ${rule}`],
    detail: [`Weighs ${weight}: ${formula}.${evidence.started_at ? ` Since ${evidence.started_at}.` : ""}`],
  }));
  return {
    text: `${subject} scores ${score}: ${reasons[0]?.reason ?? ""}.`,
    nodes: [
      { type: "header", text: `Why ${subject}` },
      { type: "text", content: [url ? { link: url, label: subject } : { bold: subject }, ` ${title}`] },
      { type: "text", content: [{ bold: `Score ${score}` }, `. The highest reason counts. Next: ${next_step}.`] },
      { type: "items", title: "Reasons", items },
    ],
  };
}
