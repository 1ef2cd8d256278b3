import { z } from "zod";
import { MESSAGE_LENGTH_MAX, TEXT_BYTES_MAX } from "#domain/prd/limits";
import { toLines, toText } from "#domain/prd/lines";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";
import { BaseField, SectionField } from "./form.ts";
import { land } from "./land.ts";
import { describeLanded, Landed, toLanded } from "./landed.ts";
import { listEditable, titleOf } from "./pieces.ts";

export const MessageField = z
  .string()
  .trim()
  .max(MESSAGE_LENGTH_MAX)
  .optional()
  .describe("What changed and why, for the history.");

export const writePrd = defineCapability({
  name: "prd.write",
  summary: "Write a PRD, or a section of it, anew; what others wrote meanwhile is joined with it.",
  risk: "record",
  input: z.object({
    prd: PrdField,
    branch: BranchField,
    base: BaseField,
    section: SectionField.optional(),
    text: z
      .string()
      .max(TEXT_BYTES_MAX, { error: "A PRD may have 100 kB." })
      .default("")
      .describe("The new text, as Markdown; nothing drops the section."),
    message: MessageField,
  }),
  result: Landed,
  async run(context, { prd: number, branch, base: ref, section, text, message }) {
    const prd = await requireOpenPrd(context, number);
    await requireHead(context, prd, branch);
    const base = await requireVersion(context, prd, ref);
    const { title, whole } = replace(base.text, { section, text });
    if (whole === "") throw new UserError("That would leave nothing of the PRD. “/prd archive” puts it aside instead.");
    const landed = await land(context, { prd, branch, base, text: whole, message: message || `Edit ${title}` });
    return toLanded({ number, branch }, landed);
  },
  view: describeLanded,
});

/** The whole text with one section of it replaced, or one more at its end. */
function replace(
  before: string,
  { section, text }: { section: number | undefined; text: string },
): { title: string; whole: string } {
  if (section === undefined) return { title: "all of it", whole: toText(toLines(text)) };
  const lines = toLines(before);
  const pieces = listEditable(before);
  const piece = pieces[section];
  if (!piece && section !== pieces.length) throw new UserError(`There is no section ${section} in that version.`);
  const { from, to } = piece ?? { from: lines.length, to: lines.length };
  const whole = toText([...lines.slice(0, from), ...keepGap(lines.slice(from, to), toLines(text)), ...lines.slice(to)]);
  return { title: piece ? titleOf(piece) : "a new section", whole };
}

/** A field of a form loses the empty lines at its end, by which one section stands apart from the next. */
function keepGap(before: readonly string[], after: readonly string[]): string[] {
  if (after.length === 0) return [];
  const filled = before.findLastIndex((line) => line.trim() !== "");
  return [...after, ...before.slice(filled + 1)];
}
