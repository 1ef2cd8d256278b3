import { z } from "zod";
import { markConflicts } from "#domain/prd/conflicts";
import { toMarkdown } from "#domain/prd/front-matter";
import { ancestorsOf, parentsOf } from "#domain/prd/history";
import { MAIN } from "#domain/prd/prd";
import { findVersion } from "#domain/prd/reference";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { requirePrd } from "#kernel/prds";
import type { View } from "#lib/view";
import { describeExport as describeCommand } from "./by-file.ts";
import { PrdField, VersionField } from "./fields.ts";
import { loadCourse, requireText } from "./find.ts";
import { joinTexts, type Pair } from "./land.ts";
import { nameAll } from "./people.ts";

const AUTHORS_MAX = 100;

const Exported = z.object({
  number: z.number(),
  version: z.number(),
  file_name: z.string(),
  /** Markdown, after front matter as YAML. */
  markdown: z.string(),
});
type Exported = z.output<typeof Exported>;

export const exportPrd = defineCapability({
  name: "prd.export",
  summary: "A PRD as a Markdown file, which can be edited anywhere and imported again.",
  risk: "read",
  command: "/prd export",
  input: z.object({
    prd: PrdField,
    version: VersionField.default(MAIN).describe("Like v12, or a branch; the newest unless given."),
    merges: VersionField.optional().describe(
      "A branch to merge with it: where both disagree, the file has marks to settle.",
    ),
  }),
  result: Exported,
  async run(context, { prd: number, version, merges }): Promise<Exported> {
    const prd = await requirePrd(context, number);
    const course = await loadCourse(context, prd);
    const entry = findVersion(course, version);
    const shown = await requireText(context, entry.id);
    const other = merges === undefined ? undefined : await requireText(context, findVersion(course, merges).id);
    const text = other ? await joinMarked(context, { prd, ours: shown, theirs: other }) : shown.text;
    const family = ancestorsOf(parentsOf(course.entries), entry.id);
    const authors = [...new Set(course.entries.filter(({ id }) => family.has(id)).map(({ author }) => author))];
    const front = {
      ...{ title: prd.title, number, project: prd.project, state: prd.state, version: entry.id },
      ...(course.branches.some(({ name }) => name === version) && { branch: version }),
      ...(other && { merges: other.id }),
      authors: await nameAuthors(context, authors),
    };
    const file_name = `prd-${number}-v${entry.number}.md`;
    return { number, version: entry.number, file_name, markdown: toMarkdown(front, text) };
  },
  view: describeExport,
});

async function joinMarked(context: Context, pair: Pair): Promise<string> {
  const parts = await joinTexts(context, pair);
  if (!parts) throw new UserError("It has all of that already: there is nothing to merge.");
  return markConflicts(parts);
}

async function nameAuthors(context: Context, ids: readonly string[]): Promise<string[]> {
  const shown = ids.slice(0, AUTHORS_MAX);
  const who = await nameAll(context, shown);
  return shown.map((id) => who(id).name);
}

function describeExport({ number, version, file_name, markdown }: Exported): View {
  return {
    text: `Version ${version} of PRD ${number} as Markdown.`,
    nodes: [
      { type: "header", text: file_name },
      { type: "code", text: markdown },
      { type: "note", content: [`As a file: ${describeCommand(number, ` --version v${version}`)}`] },
    ],
  };
}
