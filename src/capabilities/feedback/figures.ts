import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { View } from "#lib/view";

const Variant = z.object({
  prompt: z.string(),
  drafts: z.number(),
  up: z.number(),
  down: z.number(),
  edited: z.number(),
  lines_changed: z.number(),
});

export const showFeedback = defineCapability({
  name: "feedback",
  summary: "What readers made of drafts by models, prompt by prompt.",
  risk: "read",
  input: z.object({}),
  result: z.object({ variants: z.array(Variant) }),
  async run({ feedback }) {
    const figures = await feedback.figures();
    return { variants: figures.map(({ linesChanged, ...variant }) => ({ ...variant, lines_changed: linesChanged })) };
  },
  view: ({ variants }): View => {
    const drafts = variants.reduce((sum, variant) => sum + variant.drafts, 0);
    const text =
      drafts === 0
        ? "No model has drafted anything yet."
        : `Readers' words on ${drafts} ${drafts === 1 ? "draft" : "drafts"} by models.`;
    const columns = ["Prompt", "Drafts", "👍", "👎", "Edited", "Lines changed"];
    const rows = variants.map((one) => [one.prompt, one.drafts, one.up, one.down, one.edited, one.lines_changed]);
    const table = { type: "table" as const, caption: "Feedback", columns, rows };
    return { text, nodes: [{ type: "text", content: [text] }, ...(drafts > 0 ? [table] : [])] };
  },
});
