import { z } from "zod";
import { ProjectKey } from "#domain/directory";
import { hasMarks } from "#domain/prd/conflicts";
import { type Front, parseMarkdown } from "#domain/prd/front-matter";
import { fitText, TITLE_LENGTH_MAX } from "#domain/prd/limits";
import { toLines } from "#domain/prd/lines";
import { MAIN } from "#domain/prd/prd";
import { listSections } from "#domain/prd/sections";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { PrdField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";
import { closedBy, land } from "./land.ts";
import { describeLanded, Landed, toLanded } from "./landed.ts";
import { MessageField } from "./write.ts";

const Input = z.object({
  file: z.string().describe("The Markdown, with front matter where it was exported from here."),
  prd: PrdField.optional().describe("Number of the PRD it is a new version of; what the file says, unless given."),
  title: z
    .string()
    .trim()
    .min(1)
    .max(TITLE_LENGTH_MAX)
    .optional()
    .describe("Of a new PRD; the first heading unless given."),
  project: ProjectKey.optional().describe("Key of the project of a new PRD, like ACME."),
  message: MessageField,
});
type Input = z.output<typeof Input>;

interface Parsed {
  front: Front;
  text: string;
}

export const importPrd = defineCapability({
  name: "prd.import",
  summary: "Take a PRD from Markdown: a new one, or the next version of one that was exported.",
  risk: "record",
  command: "/prd import",
  input: Input,
  result: Landed,
  async run(context, input) {
    const { front, text: written } = parseMarkdown(input.file);
    const text = fitText(written);
    if (text.trim() === "") throw new UserError("There is no text in it.");
    if (front.merges && hasMarks(text)) {
      throw new UserError("There are still marks of conflicts in it, “<<<<<<<” to “>>>>>>>”. Settle them first.");
    }
    const number = input.prd ?? (front.version ? front.number : undefined);
    return number === undefined
      ? begin(context, input, { front, text })
      : goOn(context, { ...input, prd: number }, { front, text });
  },
  view: describeLanded,
});

async function begin(context: Context, input: Input, { front, text }: Parsed): Promise<Landed> {
  const { prds, actor, origin, now } = context;
  const heading = listSections(toLines(text)).find((section) => section.heading !== null)?.heading;
  const title = input.title ?? front.title ?? heading?.slice(0, TITLE_LENGTH_MAX);
  if (!title?.trim()) throw new UserError("title: It has no heading, so give it a title.");
  const { prd, version } = await prds.create(
    {
      ...{ title, project: input.project ?? front.project ?? null, createdBy: actor.id },
      ...{ place: origin.place ?? null, thread: null },
      // Whoever brings a file vouches for nothing that is in it.
      origin: { kind: "import", isTainted: true },
    },
    { text, author: actor.id, message: input.message || "Import" },
    now(),
  );
  return toLanded({ number: prd.number, branch: MAIN }, { status: "kept", version, joined: false });
}

/** Without a version in the file nobody knows what it was written on, so it takes the place of all that is there. */
async function goOn(context: Context, input: Input & { prd: number }, { front, text }: Parsed): Promise<Landed> {
  const prd = await requireOpenPrd(context, input.prd);
  const branch = front.branch ?? MAIN;
  const head = await requireHead(context, prd, branch);
  const base = front.version ? await requireVersion(context, prd, front.version) : head;
  const merged = front.merges ? await requireVersion(context, prd, front.merges) : undefined;
  const closed = merged && (await context.prds.branches(prd.id)).find(({ head: id }) => id === merged.id)?.name;
  const closes = closed === undefined ? undefined : closedBy(closed);
  const landed = await land(context, {
    ...{ prd, branch, base, text, message: input.message || (merged ? "Merge, settled in a file" : "Import") },
    ...(merged && { parents: [merged.id] }),
    ...(closes !== undefined && { closes }),
  });
  return toLanded({ number: prd.number, branch }, landed);
}
