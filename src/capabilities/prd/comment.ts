import { z } from "zod";
import { COMMENT_LENGTH_MAX, REMARKS_MAX } from "#domain/prd/limits";
import { toLines } from "#domain/prd/lines";
import { listSections } from "#domain/prd/sections";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requirePrd } from "#kernel/prds";
import type { View } from "#lib/view";
import { BranchField, PrdField, Who } from "./fields.ts";
import { requireHead } from "./find.ts";
import { nameAll, toPerson } from "./people.ts";

const SHOWN_MAX = 50;

const Said = z.object({
  version: z.number(),
  section: z.string().nullable(),
  by: Who,
  text: z.string(),
  at: z.string(),
});
const Comments = z.object({ number: z.number(), title: z.string(), comments: z.array(Said), more: z.number() });
type Comments = z.output<typeof Comments>;

export const commentPrd = defineCapability({
  name: "prd.comment",
  summary: "Say something about a PRD, or read what others said.",
  risk: "record",
  command: "/prd comment",
  input: z.object({
    prd: PrdField,
    text: z
      .string()
      .trim()
      .max(COMMENT_LENGTH_MAX)
      .optional()
      .describe("What you have to say; nothing lists what was said.")
      .meta({ takesRest: true }),
    section: z
      .string()
      .trim()
      .max(200)
      .optional()
      .meta({ isNamed: true })
      .describe("The heading it is about, or how that begins."),
    branch: BranchField.meta({ isNamed: true }),
  }),
  result: Comments,
  async run(context, { prd: number, text, section, branch }): Promise<Comments> {
    const { prds, actor, now } = context;
    const prd = await requirePrd(context, number);
    const head = await requireHead(context, prd, branch);
    if (text) {
      const about = section ? findHeading(head.text, section) : null;
      const comment = { prd: prd.id, version: head.id, section: about, by: actor.id, text };
      const { status } = await prds.comment(comment, now());
      if (status === "full")
        throw new UserError(`PRD ${number} has ${REMARKS_MAX} comments, which is all it may have.`);
    }
    const [all, entries] = await Promise.all([prds.comments(prd.id), prds.entries(prd.id)]);
    const numbers = new Map(entries.map((entry) => [entry.id, entry.number]));
    const shown = all.slice(-SHOWN_MAX);
    const who = await nameAll(
      context,
      shown.map(({ by }) => by),
    );
    const comments = shown.map(({ version, by, at, ...said }) => ({
      ...{ section: said.section, text: said.text, by: who(by), at: at.toISOString() },
      version: numbers.get(version) ?? 0,
    }));
    return { number, title: prd.title, comments, more: all.length - shown.length };
  },
  view: describeComments,
});

function findHeading(text: string, section: string): string {
  const wanted = section.toLowerCase();
  const headings = listSections(toLines(text)).flatMap(({ heading }) => heading ?? []);
  const found = headings.find((heading) => heading.toLowerCase().startsWith(wanted));
  if (found !== undefined) return found;
  throw new UserError(`It has no heading that begins with “${section}”.`);
}

function describeComments({ number, title, comments, more }: Comments): View {
  const count = comments.length + more;
  const text = `PRD ${number}, ${title}: ${count === 0 ? "nobody has commented yet" : `${count} ${count === 1 ? "comment" : "comments"}`}.`;
  const items = comments.map(({ version, section, by, text: said, at }) => ({
    content: [toPerson(by), `: ${said}`],
    detail: [`On ${section === null ? "" : `“${section}” of `}version ${version}, ${at.slice(0, 10)}`],
  }));
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      ...(items.length > 0 ? [{ type: "items" as const, items }] : []),
      ...(more > 0 ? [{ type: "note" as const, content: [`${more} older ones are left out here.`] }] : []),
    ],
  };
}
