import { z } from "zod";
import { ancestorsOf, parentsOf } from "#domain/prd/history";
import { findVersion } from "#domain/prd/reference";
import { defineCapability } from "#kernel/capability";
import { requirePrd } from "#kernel/prds";
import type { View } from "#lib/view";
import { Entry, PrdField, VersionField } from "./fields.ts";
import { loadCourse, toEntries } from "./find.ts";
import { toPerson } from "./people.ts";

const SHOWN_MAX = 50;

const Log = z.object({
  number: z.number(),
  title: z.string(),
  /** Newest first. */
  versions: z.array(Entry),
  more: z.number(),
  branches: z.array(z.object({ name: z.string(), version: z.number() })),
});
type Log = z.output<typeof Log>;

export const logPrd = defineCapability({
  name: "prd.log",
  summary: "The versions of a PRD, newest first: who wrote them, when, and why.",
  risk: "read",
  command: "/prd log",
  input: z.object({
    prd: PrdField,
    version: VersionField.optional().describe("Only what this version builds on: like v12, or a branch."),
  }),
  result: Log,
  async run(context, { prd: number, version }) {
    const prd = await requirePrd(context, number);
    const course = await loadCourse(context, prd);
    const { entries, branches } = course;
    const family = version && ancestorsOf(parentsOf(entries), findVersion(course, version).id);
    const wanted = entries.filter(({ id }) => !family || family.has(id)).reverse();
    const numbers = new Map(entries.map((entry) => [entry.id, entry.number]));
    return {
      ...{ number, title: prd.title, more: Math.max(0, wanted.length - SHOWN_MAX) },
      versions: await toEntries(context, wanted.slice(0, SHOWN_MAX), entries),
      branches: branches.map(({ name, head }) => ({ name, version: numbers.get(head) ?? 0 })),
    };
  },
  view: describeLog,
});

function describeLog({ number, title, versions, more, branches }: Log): View {
  const items = versions.map((version) => {
    const heads = branches.filter((branch) => branch.version === version.number).map(({ name }) => name);
    const parents = version.parents.length > 1 ? `, joins ${version.parents.join(" and ")}` : "";
    const [before] = version.parents;
    return {
      content: [
        { bold: `v${version.number}` },
        ` ${version.message}${heads.length > 0 ? ` [${heads.join(", ")}]` : ""}`,
      ],
      detail: [toPerson(version.author), `, ${version.at.slice(0, 16).replace("T", " ")} UTC${parents}`],
      ...(before !== undefined && {
        buttons: [
          {
            ...{ label: "Changes", description: `What version ${version.number} changed`, opens: "dialog" as const },
            call: { name: "prd.diff", input: { prd: number, from: `v${before}`, to: `v${version.number}` } },
          },
        ],
      }),
    };
  });
  const count = versions.length + more;
  return {
    text: `PRD ${number}, ${title}, has ${count} ${count === 1 ? "version" : "versions"}.`,
    nodes: [
      { type: "header", text: `Versions of PRD ${number}` },
      { type: "items", items, ...(more > 0 && { more }) },
    ],
  };
}
