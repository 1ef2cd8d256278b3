import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { requireOpenPrd } from "#kernel/prds";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead } from "./find.ts";

export const reviewForm = defineCapability({
  name: "prd.review-form",
  summary: "The form in which a version of a PRD is reviewed.",
  risk: "read",
  input: z.object({ prd: PrdField, branch: BranchField }),
  result: z.object({ number: z.number(), title: z.string(), branch: z.string(), version: z.number(), id: z.string() }),
  async run(context, { prd: number, branch }) {
    const prd = await requireOpenPrd(context, number);
    const head = await requireHead(context, prd, branch);
    return { number, title: prd.title, branch, version: head.number, id: head.id };
  },
  view: ({ number, title, branch, version, id }) => ({
    text: `Review version ${version} of PRD ${number}.`,
    nodes: [
      { type: "header", text: `Review PRD ${number}` },
      { type: "text", content: [{ bold: title }, `, version ${version}. It holds for this version alone.`] },
      {
        type: "form",
        call: { name: "prd.review", input: { prd: number, branch, version: id } },
        submit: "Review",
        fields: [
          { name: "verdict", label: "Verdict", isRequired: true, options: ["approve", "changes", "reject"] },
          { name: "comment", label: "Comment", hint: "Say what should change.", isRequired: false, isLong: true },
        ],
      },
    ],
  }),
});
