import { z } from "zod";
import type { Inline } from "#lib/view";
import type { AttentionItem } from "./attention.ts";
import { toLink } from "./subject.ts";

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
  /** The same people by their names, where those are known. */
  owner_names: z.array(z.string()),
});
export type AttentionEntry = z.output<typeof AttentionEntry>;

export function toEntry(item: AttentionItem, names: ReadonlyMap<string, string>): AttentionEntry {
  const { rank, subject, url, title, score, kinds, reasons, owners, waitedHours, nextStep } = item;
  const kind = kinds[0] ?? "unknown";
  const owner_names = owners.map((login) => names.get(login) ?? login);
  const next = { next_step: nextStep, owners, owner_names };
  return { rank, subject, url, title, score, kind, reasons, waited_hours: waitedHours, ...next };
}

/** The subject with its title, as a person reads it. */
export function entryContent(entry: AttentionEntry): Inline[] {
  return [toLink(entry), ` ${entry.title}`];
}

/** Why it is there, and whose step is next. */
export function entryDetail({ reasons, next_step, owner_names }: AttentionEntry): Inline[] {
  const whose = owner_names.length > 0 ? owner_names.join(", ") : "the team";
  return [`${reasons.join("; ")}. Next: ${next_step}, ${whose}.`];
}
