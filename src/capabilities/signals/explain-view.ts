import { z } from "zod";
import { EvidenceRow } from "#domain/findings";
import { toLink } from "#domain/subject";
import { describeInstant } from "#lib/time";
import type { Item, View } from "#lib/view";

export const Reason = z.object({
  kind: z.string(),
  rule: z.string(),
  reason: z.string(),
  /** What it adds to the ranking when it is the highest. */
  score: z.number(),
  formula: z.string(),
  evidence: EvidenceRow,
});

export const Explanation = z.object({
  subject: z.string(),
  title: z.string(),
  url: z.string(),
  score: z.number(),
  next_step: z.string(),
  /** In which times are told. */
  zone: z.string(),
  reasons: z.array(Reason),
});
export type Explanation = z.output<typeof Explanation>;

export function describeExplanation(explanation: Explanation): View {
  const { subject, title, score, next_step, zone, reasons } = explanation;
  const items: Item[] = reasons.map(({ reason, rule, score: weight, formula, evidence }) => ({
    content: [{ bold: reason }, ` · rule ${rule}`],
    detail: [`Weighs ${weight}: ${formula}.${describeStart(evidence, zone)}`],
  }));
  return {
    text: `${subject} scores ${score}: ${reasons[0]?.reason ?? ""}.`,
    nodes: [
      { type: "header", text: `Why ${subject}` },
      { type: "text", content: [toLink(explanation), ` ${title}`] },
      { type: "text", content: [{ bold: `Score ${score}` }, `. The highest reason counts. Next: ${next_step}.`] },
      { type: "items", title: "Reasons", items },
    ],
  };
}

function describeStart({ started_at }: EvidenceRow, zone: string): string {
  return started_at ? ` Since ${describeInstant(new Date(started_at), zone)}.` : "";
}
