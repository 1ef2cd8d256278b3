import { z } from "zod";
import { EvidenceRow } from "#domain/findings";
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
  reasons: z.array(Reason),
});
export type Explanation = z.output<typeof Explanation>;

export function describeExplanation({ subject, title, url, score, next_step, reasons }: Explanation): View {
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
