import { z } from "zod";
import { rankAttention, WEIGHTS, type Weighed, weigh } from "#domain/attention";
import { AsOfField, readMoment, TeamField } from "#domain/report-fields";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { observe } from "#kernel/observe";
import { describeDuration } from "#lib/time";
import { SubjectField } from "./change.ts";
import { describeExplanation, Explanation, type Reason } from "./explain-view.ts";

export const explain = defineCapability({
  name: "signals.explain",
  summary: "Why a subject needs attention: every rule that found it, its evidence, and its rank.",
  risk: "read",
  input: z.object({
    subject: SubjectField,
    team: TeamField,
    as_of: AsOfField,
  }),
  result: Explanation,

  async run(context, { subject, team, as_of }) {
    const asOf = readMoment(as_of, context.now());
    const observation = await observe(context, { team, asOf });
    const all = observation.evaluations.flatMap(({ findings }) => findings);
    const findings = all.filter((finding) => finding.subject === subject);
    const [line] = rankAttention(findings, observation.scope.calendar, asOf);
    if (!line) throw new UserError(`Nothing about ${subject} needs attention.`);
    const { title, url, score, nextStep } = line;
    const weighed = findings.map((finding) => weigh(finding, observation.scope.calendar, asOf));
    const reasons = weighed.map(toReason).sort((a, b) => b.score - a.score);
    return {
      subject: line.subject,
      title,
      url,
      score,
      next_step: nextStep,
      zone: observation.scope.calendar.zone,
      reasons,
    };
  },

  view: (explanation) => describeExplanation(explanation),
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
