import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { requirePrd } from "#kernel/prds";
import { say } from "#lib/view";
import { PrdField, State } from "./fields.ts";

export const archivePrd = defineCapability({
  name: "prd.archive",
  summary: "Put a PRD aside, or take it out again; nothing of it is lost.",
  risk: "record",
  command: "/prd archive",
  input: z.object({
    prd: PrdField,
    undo: z.boolean().default(false).describe("Whether to take it out again, as a draft."),
  }),
  result: z.object({ number: z.number(), title: z.string(), state: State }),
  async run(context, { prd: number, undo }) {
    const { prds, actor, now } = context;
    const prd = await requirePrd(context, number);
    const isThere = (prd.state === "archived") !== undo;
    const state = undo ? "draft" : "archived";
    if (!isThere) await prds.change(prd.id, { state, by: actor.id }, now());
    return { number, title: prd.title, state: isThere ? prd.state : state };
  },
  view: ({ number, title, state }) => {
    const text = state === "archived" ? `PRD ${number}, ${title}, is archived.` : `PRD ${number}, ${title}, is in use.`;
    return say(text);
  },
});
