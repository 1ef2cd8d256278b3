import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { FIELD_LENGTH_MAX, type View } from "#lib/view";
import { describeExport, IMPORT } from "./by-file.ts";
import { BranchField, PrdField, VersionField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";
import { listEditable, titleOf } from "./pieces.ts";

export const BaseField = VersionField.describe(
  "The version it is written on, like v12 or its id; what others wrote since is joined with it.",
);

export const SectionField = z.coerce
  .number()
  .int()
  .min(0)
  .max(10_000)
  .describe("Which of the sections that prd.edit lists; the number after the last adds one.");

const Form = z.object({
  number: z.number(),
  branch: z.string(),
  base: z.string(),
  version: z.number(),
  section: z.number(),
  title: z.string(),
  text: z.string(),
});
type Form = z.output<typeof Form>;

export const prdForm = defineCapability({
  name: "prd.form",
  summary: "The form in which a section of a PRD is edited.",
  risk: "read",
  input: z.object({ prd: PrdField, branch: BranchField, base: BaseField.optional(), section: SectionField }),
  result: Form,
  async run(context, { prd: number, branch, base, section }): Promise<Form> {
    const prd = await requireOpenPrd(context, number);
    const version =
      base === undefined ? await requireHead(context, prd, branch) : await requireVersion(context, prd, base);
    const pieces = listEditable(version.text);
    const piece = pieces[section];
    if (!piece && section !== pieces.length)
      throw new UserError(`Version ${version.number} has no section ${section}.`);
    const [title, text] = piece ? [titleOf(piece), piece.text] : ["A new section", "## "];
    if (text.length > FIELD_LENGTH_MAX) throw new UserError(describeTooLong(number, title));
    return { ...{ number, branch, section, title, text }, base: version.id, version: version.number };
  },
  view: describeForm,
});

function describeTooLong(number: number, title: string): string {
  return (
    `“${title}” has a line that is too long for a form of Slack. At the machine: ` +
    `${describeExport(number)}, edit the file, and ${IMPORT}`
  );
}

function describeForm({ number, branch, base, version, section, title, text }: Form): View {
  return {
    text: `Edit “${title}” of PRD ${number}.`,
    nodes: [
      { type: "header", text: `Edit PRD ${number}` },
      { type: "text", content: [{ bold: title }, ` of version ${version}. Leave it empty to drop it.`] },
      {
        type: "form",
        call: { name: "prd.write", input: { prd: number, branch, base, section } },
        submit: "Save",
        fields: [
          { name: "text", label: "Text", hint: "Markdown.", value: text, isRequired: false, isLong: true },
          { name: "message", label: "What you changed", hint: "Others read it in the history.", isRequired: false },
        ],
      },
    ],
  };
}
