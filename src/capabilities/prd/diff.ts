import { z } from "zod";
import { describeChange, listChanges } from "#domain/prd/changes";
import { defineCapability } from "#kernel/capability";
import { requirePrd } from "#kernel/prds";
import { say, type View, type ViewNode } from "#lib/view";
import { PrdField, VersionField } from "./fields.ts";
import { requirePair } from "./pair.ts";

/** In Slack, of each section and of all of it. */
const LINES_SHOWN_MAX = 30;
const SECTIONS_SHOWN_MAX = 15;
const LINE_CHARS_MAX = 300;

const Change = z.object({
  heading: z.string().nullable(),
  fate: z.enum(["added", "removed", "changed"]),
  added: z.number(),
  removed: z.number(),
  lines: z.array(z.object({ sign: z.enum(["+", "-", " "]), text: z.string() })),
});

const Diff = z.object({ number: z.number(), from: z.number(), to: z.number(), sections: z.array(Change) });
type Diff = z.output<typeof Diff>;

export const diffPrd = defineCapability({
  name: "prd.diff",
  summary: "What changed between two versions of a PRD, section by section.",
  risk: "read",
  command: "/prd diff",
  usage: "/prd diff 3 · /prd diff 3 2 5 · /prd diff 3 my-branch",
  input: z.object({
    prd: PrdField,
    from: VersionField.optional().describe("The older version, like v3; the one before the other unless given."),
    to: VersionField.optional().describe("The newer version, like v5 or a branch; the newest unless given."),
  }),
  result: Diff,
  async run(context, { prd: number, from, to }) {
    const prd = await requirePrd(context, number);
    const { before, after } = await requirePair(context, prd, { from, to });
    const sections = listChanges(before?.text ?? "", after.text);
    return { number, from: before?.number ?? 0, to: after.number, sections };
  },
  view: describeDiff,
});

function describeDiff({ number, from, to, sections }: Diff): View {
  const between = from === 0 ? `Version ${to}` : `From version ${from} to ${to}`;
  if (sections.length === 0) {
    const text = `${between}, PRD ${number} says the same.`;
    return say(text);
  }
  const shown = sections.slice(0, SECTIONS_SHOWN_MAX);
  const left = sections.length - shown.length;
  const count = `${sections.length} ${sections.length === 1 ? "section" : "sections"}`;
  const whole = `All of it: adjutant prd.diff --prd ${number} --from v${Math.max(from, 1)} --to v${to}`;
  return {
    text: `${between}, PRD ${number} differs in ${count}.`,
    nodes: [
      { type: "header", text: `Changes of PRD ${number}` },
      { type: "text", content: [`${between}: ${count}.`] },
      ...shown.flatMap(describeSection),
      ...(left > 0 ? [{ type: "note" as const, content: [`${left} more sections. ${whole}`] }] : []),
    ],
  };
}

function describeSection(change: Diff["sections"][number]): ViewNode[] {
  const lines = change.lines.slice(0, LINES_SHOWN_MAX).map(({ sign, text }) => `${sign} ${cut(text)}`);
  const left = change.lines.length - lines.length;
  return [
    { type: "text", content: [{ bold: describeChange(change) }] },
    { type: "code", text: lines.join("\n") },
    ...(left > 0 ? [{ type: "note" as const, content: [`${left} more lines.`] }] : []),
  ];
}

function cut(line: string): string {
  return line.length > LINE_CHARS_MAX ? `${line.slice(0, LINE_CHARS_MAX)}…` : line;
}
