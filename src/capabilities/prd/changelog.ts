import { z } from "zod";
import { describeChange, listChanges } from "#domain/prd/changes";
import { ancestorsOf, parentsOf } from "#domain/prd/history";
import { defineCapability } from "#kernel/capability";
import { requirePrd } from "#kernel/prds";
import type { View, ViewNode } from "#lib/view";
import { Summary, summarise } from "./changelog-summary.ts";
import { Entry, PrdField, VersionField } from "./fields.ts";
import { loadCourse, toEntries } from "./find.ts";
import { requirePair } from "./pair.ts";
import { toPerson } from "./people.ts";

const VERSIONS_SHOWN_MAX = 20;

const Changelog = z.object({
  number: z.number(),
  title: z.string(),
  from: z.number(),
  to: z.number(),
  /** A sentence for each section that changed. */
  changes: z.array(z.string()),
  /** By a model, where one is connected. */
  summary: Summary.nullable(),
  /** The versions in between, oldest first. */
  versions: z.array(Entry),
});
type Changelog = z.output<typeof Changelog>;

export const changelogPrd = defineCapability({
  name: "prd.changelog",
  summary: "What happened to a PRD between two versions, in sentences.",
  risk: "read",
  command: "/prd changelog",
  input: z.object({
    prd: PrdField,
    from: VersionField.optional().describe("The older version, like v3; the one before the other unless given."),
    to: VersionField.optional().describe("The newer version, like v5 or a branch; the newest unless given."),
  }),
  result: Changelog,
  async run(context, { prd: number, from, to }) {
    const prd = await requirePrd(context, number);
    const { before, after } = await requirePair(context, prd, { from, to });
    const { entries } = await loadCourse(context, prd);
    const parents = parentsOf(entries);
    const known = before ? ancestorsOf(parents, before.id) : new Set<string>();
    const reached = ancestorsOf(parents, after.id);
    const between = entries.filter(({ id }) => reached.has(id) && !known.has(id));
    const changes = listChanges(before?.text ?? "", after.text);
    return {
      ...{ number, title: prd.title, from: before?.number ?? 0, to: after.number },
      changes: changes.map(describeChange),
      summary: await summarise(context, prd, changes),
      versions: await toEntries(context, between, entries),
    };
  },
  view: describeChangelog,
});

function describeChangelog({ number, title, from, to, changes, summary, versions }: Changelog): View {
  const span = from === 0 ? `up to version ${to}` : `from version ${from} to ${to}`;
  const text = `PRD ${number}, ${title}, ${span}: ${changes.length === 0 ? "it says the same." : changes.join(" ")}`;
  const shown = versions.slice(0, VERSIONS_SHOWN_MAX).map(({ number: version, author, message }) => ({
    content: [{ bold: `v${version}` }, ` ${message}, by `, toPerson(author)],
  }));
  return {
    text,
    nodes: [
      { type: "header", text: `Changelog of PRD ${number}` },
      { type: "text", content: [`${title}, ${span}.`] },
      ...describeSummary(summary),
      ...(changes.length > 0
        ? [{ type: "items" as const, items: changes.map((content) => ({ content: [content] })) }]
        : []),
      ...(shown.length > 0
        ? [{ type: "items" as const, title: "Versions", items: shown, more: versions.length - shown.length }]
        : []),
      { type: "note", content: ["Told from the differences of the texts."] },
    ],
  };
}

function describeSummary(summary: Summary | null): ViewNode[] {
  if (!summary) return [];
  if (summary.text === null) return summary.notice ? [{ type: "note", content: [summary.notice] }] : [];
  return [
    { type: "text", content: [summary.text] },
    { type: "note", content: [`The words above are by ${summary.model}; what is below is not.`] },
    {
      type: "buttons",
      buttons: [{ label: "Show the trace", call: { name: "trace", input: { id: summary.trace_id } }, opens: "dialog" }],
    },
  ];
}
