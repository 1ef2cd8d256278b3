import { z } from "zod";
import type { Piece } from "#domain/prd/sections";
import { defineCapability } from "#kernel/capability";
import { requireOpenPrd } from "#kernel/prds";
import type { Button, View } from "#lib/view";
import { describeExport, IMPORT } from "./by-file.ts";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead } from "./find.ts";
import { listEditable, titleOf } from "./pieces.ts";

/** More than these are edited in a file. */
const PIECES_MAX = 80;
const PREVIEW_LENGTH = 80;

const Choice = z.object({ index: z.number(), title: z.string(), preview: z.string() });
const Choices = z.object({
  number: z.number(),
  branch: z.string(),
  base: z.string(),
  version: z.number(),
  sections: z.array(Choice),
  more: z.number(),
});
type Choices = z.output<typeof Choices>;

export const editPrd = defineCapability({
  name: "prd.edit",
  summary: "Choose what of a PRD to edit: a section at a time, in a form.",
  risk: "read",
  command: "/prd edit",
  input: z.object({ prd: PrdField, branch: BranchField }),
  result: Choices,
  async run(context, { prd: number, branch }): Promise<Choices> {
    const prd = await requireOpenPrd(context, number);
    const head = await requireHead(context, prd, branch);
    const pieces = listEditable(head.text);
    const sections = pieces.slice(0, PIECES_MAX).map(toChoice);
    const more = pieces.length - sections.length;
    return { ...{ number, branch, sections, more }, base: head.id, version: head.number };
  },
  view: describeChoices,
});

function toChoice(piece: Piece, index: number): z.output<typeof Choice> {
  const lines = piece.text.split("\n").slice(piece.heading !== null && piece.part === 1 ? 1 : 0);
  const preview = lines.find((line) => line.trim() !== "") ?? "";
  return { index, title: titleOf(piece), preview: preview.slice(0, PREVIEW_LENGTH) };
}

function describeChoices({ number, branch, base, version, sections, more }: Choices): View {
  const formOf = (section: number): Button["call"] => ({
    ...{ name: "prd.form", input: { prd: number, branch, base, section } },
  });
  const items = sections.map(({ index, title, preview }) => ({
    content: [{ bold: title }],
    ...(preview !== "" && { detail: [preview] }),
    buttons: [{ label: "Edit", description: `Edit ${title}`, call: formOf(index), opens: "dialog" as const }],
  }));
  const whole = `In an editor of your own: ${describeExport(number)}, then ${IMPORT}`;
  return {
    text: `Choose what of PRD ${number}, version ${version}, to edit.`,
    nodes: [
      { type: "header", text: `Edit PRD ${number}` },
      ...(items.length > 0 ? [{ type: "items" as const, items, ...(more > 0 && { more }) }] : []),
      {
        type: "buttons",
        buttons: [{ label: "Add a section", call: formOf(sections.length + more), opens: "dialog" }],
      },
      { type: "note", content: [whole] },
    ],
  };
}
