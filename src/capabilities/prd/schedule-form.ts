import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { requireOpenPrd } from "#kernel/prds";
import { BranchField, PrdField } from "./fields.ts";
import { requireHead } from "./find.ts";
import { findInvitees } from "./invitees.ts";

export const scheduleForm = defineCapability({
  name: "prd.schedule-form",
  summary: "The form in which a meeting to review a PRD is proposed.",
  risk: "read",
  input: z.object({ prd: PrdField, branch: BranchField }),
  result: z.object({
    number: z.number(),
    title: z.string(),
    branch: z.string(),
    version: z.number(),
    people: z.array(z.string()),
  }),
  async run(context, { prd: number, branch }) {
    const prd = await requireOpenPrd(context, number);
    const head = await requireHead(context, prd, branch);
    const invitees = await findInvitees(context, prd, "");
    const people = invitees.map(({ name, email }) => email ?? name);
    return { number, title: prd.title, branch, version: head.number, people };
  },
  view: ({ number, title, branch, version, people }) => ({
    text: `Propose a meeting to review version ${version} of PRD ${number}.`,
    nodes: [
      { type: "header", text: `Review of PRD ${number}` },
      { type: "text", content: [{ bold: title }, `, version ${version}.`] },
      {
        type: "form",
        call: { name: "prd.schedule", input: { prd: number, branch } },
        submit: "Propose",
        fields: [
          {
            ...{ name: "when", label: "When", isRequired: false },
            hint: "Like tomorrow 14:00, or friday; the next working day if you leave it empty.",
          },
          {
            ...{ name: "with", label: "With", value: people.join(", "), isRequired: false },
            hint: "Names, mentions or e-mail addresses, with commas between.",
          },
          { name: "minutes", label: "Minutes", value: "30", isRequired: true },
        ],
      },
    ],
  }),
});
