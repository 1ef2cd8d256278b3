import { z } from "zod";
import type { Inline } from "#lib/view";
import type { AttentionItem } from "./attention.ts";

/** A line of what needs attention, as reports publish it. */
export const AttentionEntry = z.object({
  rank: z.number(),
  subject: z.string(),
  url: z.string(),
  title: z.string(),
  score: z.number(),
  /** The kind that ranks it. */
  kind: z.string(),
  /** In words, the one that ranks it first. */
  reasons: z.array(z.string()),
  /** In working hours, since the reason that ranks it began. */
  waited_hours: z.number(),
  next_step: z.string(),
  /** Accounts whose step it is; empty when it is the team's. */
  owners: z.array(z.string()),
});
export type AttentionEntry = z.output<typeof AttentionEntry>;

export function toEntry(item: AttentionItem): AttentionEntry {
  const { rank, subject, url, title, score, kinds, reasons, owners, waitedHours, nextStep } = item;
  const kind = kinds[0] ?? "unknown";
  return { rank, subject, url, title, score, kind, reasons, waited_hours: waitedHours, next_step: nextStep, owners };
}

/** The subject with its title, as a person reads it. */
export function entryContent({ rank, subject, url, title }: AttentionEntry): Inline[] {
  return [`${rank}. `, url ? { link: url, label: subject } : { bold: subject }, ` ${title}`];
}

/** Why it is there, and whose step is next. */
export function entryDetail({ reasons, next_step, owners }: AttentionEntry): Inline[] {
  const whose = owners.length > 0 ? owners.join(", ") : "the team";
  return [`${reasons.join("; ")}. Next: ${next_step}, ${whose}.`];
}
