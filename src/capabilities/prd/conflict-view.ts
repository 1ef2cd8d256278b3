import { keepBoth } from "#domain/prd/conflicts";
import { FIELD_LENGTH_MAX, type View, type ViewNode } from "#lib/view";
import { describeExport, IMPORT } from "./by-file.ts";
import type { Landed } from "./landed.ts";

/** So much is shown at once; the rest is settled in a file. */
const SHOWN_CHARS_MAX = 24_000;
const CONFLICTS_MAX = 12;

/** What two people wrote differently, and a form in which each of it is settled. */
export function describeConflicts(landed: Landed): View {
  const { number, branch, from, conflicts } = landed;
  const count = `${conflicts.length} ${conflicts.length === 1 ? "place" : "places"}`;
  const text = `“${from}” and “${branch}” of PRD ${number} differ in ${count}. Nothing is lost: both are kept.`;
  const head: ViewNode[] = [
    { type: "header", text: "Settle the conflict" },
    { type: "text", content: [text] },
  ];
  return { text, nodes: [...head, ...(fitsForm(landed) ? describeForm(landed) : describeFile(landed))] };
}

export function fieldOf(conflict: number): string {
  return `conflict_${conflict}`;
}

function fitsForm({ conflicts }: Landed): boolean {
  const sizes = conflicts.map((conflict) => keepBoth(conflict).length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return conflicts.length <= CONFLICTS_MAX && all <= SHOWN_CHARS_MAX && sizes.every((size) => size <= FIELD_LENGTH_MAX);
}

function describeForm({ number, branch, from, ours, theirs, conflicts }: Landed): ViewNode[] {
  const input = { prd: number, from, into: branch, ours, theirs };
  return [
    ...conflicts.flatMap(describeConflict),
    {
      type: "buttons",
      buttons: [
        {
          label: "Open the form",
          call: { name: "prd.merge", input: { prd: number, from, into: branch } },
          opens: "dialog",
        },
      ],
    },
    {
      type: "form",
      call: { name: "prd.merge", input },
      under: "settled",
      submit: "Merge",
      fields: conflicts.map((conflict) => ({
        ...{ name: fieldOf(conflict.number), label: titleOf(conflict), value: keepBoth(conflict) },
        ...{ hint: "Both are in it now; leave what should stand.", isRequired: false, isLong: true },
      })),
    },
  ];
}

function titleOf({ number, heading }: Landed["conflicts"][number]): string {
  return `${number} · ${heading ?? "The beginning"}`;
}

function describeConflict(conflict: Landed["conflicts"][number]): ViewNode[] {
  return [
    { type: "text", content: [{ bold: titleOf(conflict) }] },
    { type: "text", content: ["There now:"] },
    { type: "code", text: conflict.ours || "(nothing)" },
    { type: "text", content: ["What comes:"] },
    { type: "code", text: conflict.theirs || "(nothing)" },
  ];
}

function describeFile({ number, branch, from, conflicts }: Landed): ViewNode[] {
  const headings = [...new Set(conflicts.map(({ heading }) => heading ?? "The beginning"))].join(", ");
  return [
    { type: "text", content: [`That is too much for a form: ${headings}. Settle it in an editor.`] },
    {
      type: "text",
      content: [
        "At the machine: ",
        { code: describeExport(number, ` --version ${branch} --merges ${from}`) },
        " gives a file in which each place is marked. Settle them, and bring it back with ",
        { code: IMPORT },
        ".",
      ],
    },
  ];
}
