import { z } from "zod";
import { blame } from "#domain/prd/blame";
import { MAIN } from "#domain/prd/prd";
import { findVersion } from "#domain/prd/reference";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requirePrd } from "#kernel/prds";
import type { View } from "#lib/view";
import { PrdField, VersionField, Who } from "./fields.ts";
import { loadCourse } from "./find.ts";
import { nameAll } from "./people.ts";

const LINES_SHOWN_MAX = 150;
const NAME_LENGTH = 16;
const LINE_CHARS_MAX = 120;

const Line = z.object({ line: z.number(), text: z.string(), version: z.number(), author: Who, at: z.string() });
const Blamed = z.object({ number: z.number(), version: z.number(), lines: z.array(Line) });
type Blamed = z.output<typeof Blamed>;

export const blamePrd = defineCapability({
  name: "prd.blame",
  summary: "Who wrote each line of a PRD, in which version, and when.",
  risk: "read",
  command: "/prd blame",
  input: z.object({
    prd: PrdField,
    version: VersionField.default(MAIN).describe("Of this version, like v12 or a branch; the newest unless given."),
    section: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe("Only lines from this heading on, or its beginning."),
  }),
  result: Blamed,
  async run(context, { prd: number, version, section }) {
    const prd = await requirePrd(context, number);
    const newest = findVersion(await loadCourse(context, prd), version);
    const versions = new Map((await context.prds.history(prd.id)).map((one) => [one.id, one]));
    const lines = blame(versions, newest.id);
    const from = section === undefined ? 0 : findLine(lines, section);
    const who = await nameAll(
      context,
      [...versions.values()].map(({ author }) => author),
    );
    return {
      ...{ number, version: newest.number },
      lines: lines.slice(from).flatMap(({ line: text, version: id }, index) => {
        const wrote = versions.get(id);
        if (!wrote) return [];
        return { line: from + index + 1, text, version: wrote.number, author: who(wrote.author), at: wrote.at };
      }),
    };
  },
  view: describeBlame,
});

function findLine(lines: readonly { line: string }[], section: string): number {
  const wanted = section.toLowerCase();
  const at = lines.findIndex(
    ({ line }) => /^#+ /.test(line) && line.replace(/^#+ +/, "").toLowerCase().startsWith(wanted),
  );
  if (at < 0) throw new UserError(`It has no heading that begins with “${section}”.`);
  return at;
}

function describeBlame({ number, version, lines }: Blamed): View {
  const shown = lines.slice(0, LINES_SHOWN_MAX);
  const left = lines.length - shown.length;
  const rows = shown.map(({ version: wrote, author, at, text }) => {
    const name = author.name.slice(0, NAME_LENGTH).padEnd(NAME_LENGTH);
    return `v${String(wrote).padEnd(4)} ${name} ${at.slice(0, 10)} ${text.slice(0, LINE_CHARS_MAX)}`;
  });
  const text = `Version ${version} of PRD ${number} has ${lines.length} ${lines.length === 1 ? "line" : "lines"} here.`;
  return {
    text,
    nodes: [
      { type: "header", text: `Lines of PRD ${number}` },
      { type: "code", text: rows.join("\n") },
      ...(left > 0 ? [{ type: "note" as const, content: [`${left} more lines. Name a section to begin there.`] }] : []),
    ],
  };
}
