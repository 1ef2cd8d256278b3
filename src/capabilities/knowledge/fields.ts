import { z } from "zod";
import { DOCUMENT_BYTES_MAX, URI_LENGTH_MAX } from "#domain/knowledge/document";

const META_LENGTH_MAX = 20_000;

export const Id = z.string().trim().min(1).max(URI_LENGTH_MAX);
const Meta = z.record(z.string(), z.unknown()).refine((meta) => JSON.stringify(meta).length <= META_LENGTH_MAX, {
  error: "The meta is too long: 20,000 signs of JSON at most.",
});

export const Document = z.object({
  id: Id.describe("By which it is found and replaced."),
  content: z
    .string()
    .min(1)
    .max(DOCUMENT_BYTES_MAX, { error: "It is too long: 2,000,000 signs at most." })
    .refine((content) => content.trim() !== "", { error: "There is nothing in it." })
    .describe("Its text, as Markdown."),
  meta: Meta.nullish().describe("What else is known of it; title, path, url and source are shown with what is found."),
});
export type Document = z.output<typeof Document>;

export const Audience = z
  .string()
  .max(100)
  .optional()
  .describe("Who may find it: workspace, channel:C…, group:S… or user:U…; whoever sends it unless given.");
