import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { sourceOf } from "./documents.ts";
import { Id } from "./fields.ts";

export const removeDocument = defineCapability({
  name: "rag.remove",
  summary: "Take a document out again that you have put in; nothing of it is found any more.",
  risk: "record",
  input: z.object({ id: Id.describe("As it was given.") }),
  result: z.object({ removed: z.string() }),
  async run(context, { id }) {
    const isGone = await context.knowledge.remove(sourceOf(context, "").key, id);
    if (!isGone) throw new UserError(`You have put in no document “${id}”.`);
    return { removed: id };
  },
  view: ({ removed }) => ({
    text: `${removed} is gone.`,
    nodes: [{ type: "text", content: [`${removed} is gone.`] }],
  }),
});
