import { z } from "zod";
import { OUTCOMES, SOURCE_KINDS, type SourceState } from "#domain/knowledge/source";
import { audiencesOf } from "#kernel/audiences";
import { defineCapability } from "#kernel/capability";
import { describeInstant } from "#lib/time";
import type { View } from "#lib/view";

const SHOWN_MAX = 40;
const SKIPPED_SHOWN_MAX = 5;

const Source = z.object({
  key: z.string(),
  kind: z.enum(SOURCE_KINDS),
  location: z.string(),
  audience: z.string(),
  outcome: z.enum(OUTCOMES),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  next_run_at: z.string().nullable(),
  error: z.string().nullable(),
  /** Of the reading that is under way, or was the last. */
  done: z.number(),
  total: z.number().nullable(),
  /** Readings in a row that have failed. */
  failures: z.number(),
  documents: z.number(),
  chunks: z.number(),
  truncated: z.number(),
  removed: z.number(),
  held_back: z.number(),
  skipped: z.number(),
  skipped_first: z.array(z.object({ uri: z.string(), reason: z.string() })),
});
type Source = z.output<typeof Source>;
const Listed = z.object({ sources: z.array(Source) });

export const listSources = defineCapability({
  name: "sources",
  summary: "Where documents come from: the last reading of each source, and what is indexed of it.",
  risk: "read",
  command: "/adjutant sources",
  input: z.object({}),
  result: Listed,
  async run(context) {
    const [all, audiences] = await Promise.all([context.knowledge.sources(), audiencesOf(context)]);
    // Whoever is at the machine looks after all of them; what they say is found by their readers alone.
    const isMine = ({ audience }: SourceState) => context.actor.kind === "operator" || audiences.includes(audience);
    return { sources: all.filter(isMine).map(toSource) };
  },
  view: describeSources,
});

function toSource({ startedAt, endedAt, nextRunAt, heldBack, skippedFirst, ...source }: SourceState): Source {
  return {
    ...source,
    started_at: startedAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    next_run_at: nextRunAt?.toISOString() ?? null,
    held_back: heldBack,
    skipped_first: skippedFirst,
  };
}

function describeSources({ sources }: z.output<typeof Listed>): View {
  if (sources.length === 0) {
    const text = "There are no documents yet. At the machine, “adjutant index add FOLDER” takes some in.";
    return { text, nodes: [{ type: "text", content: [text] }] };
  }
  const text = `${sources.length} ${sources.length === 1 ? "source" : "sources"}: ${sources.map((one) => `${one.location} (${count(one.documents, "document")})`).join(", ")}.`;
  const items = sources.slice(0, SHOWN_MAX).map((source) => ({
    content: [
      { bold: source.location },
      ` ${count(source.documents, "document")}, ${count(source.chunks, "passage")}, for ${source.audience}`,
    ],
    detail: [describeRun(source)],
  }));
  return { text, nodes: [{ type: "items", items, more: Math.max(0, sources.length - SHOWN_MAX) }] };
}

function describeRun(source: Source): string {
  const { outcome, ended_at, started_at, next_run_at, error, held_back, skipped, skipped_first, truncated } = source;
  const { done, total, failures } = source;
  const reasons = skipped_first.slice(0, SKIPPED_SHOWN_MAX).map(({ uri, reason }) => `${uri}: ${reason}`);
  return [
    ended_at === null
      ? `Being read since ${toInstant(started_at)}${total === null ? "" : `, ${done} of ${total}`}.`
      : `Last read: ${outcome}, ${toInstant(ended_at)}.`,
    ...(error === null ? [] : [failures > 1 ? `${error} It has failed ${failures} times in a row.` : error]),
    ...(next_run_at === null ? [] : [`Next: ${toInstant(next_run_at)}.`]),
    ...(held_back > 0 ? [`${held_back} documents are gone there and kept here until somebody agrees.`] : []),
    ...(truncated > 0 ? [`${truncated} are longer than what is taken in.`] : []),
    ...(skipped > 0 ? [`${skipped} left out: ${reasons.join("; ")}`] : []),
  ].join(" ");
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

function toInstant(iso: string): string {
  return describeInstant(new Date(iso), "UTC");
}
