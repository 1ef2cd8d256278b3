import { z } from "zod";
import { BRANCHES_MAX } from "#domain/prd/limits";
import { MAIN } from "#domain/prd/prd";
import { findVersion } from "#domain/prd/reference";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import { NewBranchField, PrdField, VersionField } from "./fields.ts";
import { loadCourse } from "./find.ts";

const FromField = VersionField.default(MAIN).describe("Where it begins: like v3, or a branch; main unless given.");

export const branchPrd = defineCapability({
  name: "prd.branch",
  summary: "Begin a branch of a PRD, where something else is tried without changing what there is.",
  risk: "record",
  command: "/prd branch",
  input: z.object({ prd: PrdField, name: NewBranchField, from: FromField }),
  result: z.object({ number: z.number(), name: z.string(), from: z.number() }),
  async run(context, { prd: number, name, from }) {
    const prd = await requireOpenPrd(context, number);
    const start = findVersion(await loadCourse(context, prd), from);
    const branch = { prd: prd.id, name, from: start.id, by: context.actor.id };
    const { status } = await context.prds.branch(branch, context.now());
    if (status === "taken") throw new UserError(`PRD ${number} has a branch “${name}” already. Use another name.`);
    if (status === "full") throw new UserError(`PRD ${number} has ${BRANCHES_MAX} branches, which is all it may have.`);
    return { number, name, from: start.number };
  },
  view: ({ number, name, from }) => {
    const text = `PRD ${number} has the branch “${name}”, which begins at version ${from}.`;
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        {
          type: "buttons",
          buttons: [
            { label: "Edit it", call: { name: "prd.edit", input: { prd: number, branch: name } }, opens: "dialog" },
            { label: "Show it", call: { name: "prd.show", input: { prd: number, branch: name } } },
          ],
        },
      ],
    };
  },
});

export const branchForm = defineCapability({
  name: "prd.branch-form",
  summary: "The form in which a new branch is named.",
  risk: "read",
  input: z.object({ prd: PrdField, from: FromField }),
  result: z.object({ number: z.number(), from: z.string() }),
  async run(context, { prd: number, from }) {
    await requireOpenPrd(context, number);
    return { number, from };
  },
  view: ({ number, from }) => ({
    text: `Name the new branch of PRD ${number}.`,
    nodes: [
      { type: "header", text: `Branch PRD ${number}` },
      { type: "text", content: [`It begins where “${from}” is now.`] },
      {
        type: "form",
        call: { name: "prd.branch", input: { prd: number, from } },
        submit: "Begin",
        fields: [{ name: "name", label: "Name", hint: "Like shorter-scope.", isRequired: true }],
      },
    ],
  }),
});
