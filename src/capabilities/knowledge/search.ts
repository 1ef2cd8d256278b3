import { z } from "zod";
import { QUESTION_LENGTH_MAX } from "#domain/knowledge/terms";
import { audiencesOf } from "#kernel/audiences";
import { defineCapability } from "#kernel/capability";
import type { View } from "#lib/view";
import { Found, toFound } from "./found.ts";

export const search = defineCapability({
  name: "rag.search",
  summary: "Find the passages of documents that speak of a question, the best first.",
  risk: "read",
  input: z.object({
    q: z.string().trim().min(1).max(QUESTION_LENGTH_MAX).describe("The question, or some words."),
    top_k: z.coerce.number().int().min(1).max(100).default(5).describe("How many passages at most."),
    include_meta: z.boolean().default(true).describe("Whether to show what else is known of each document."),
  }),
  result: Found,
  async run(context, { q, top_k, include_meta }) {
    const startedAt = performance.now();
    const findings = await context.knowledge.search({ q, audiences: await audiencesOf(context), limit: top_k });
    return toFound(findings, { hasMeta: include_meta, tookMs: Math.round(performance.now() - startedAt) });
  },
  view: describeFound,
});

function describeFound({ results, corrected, answerable }: Found): View {
  const meant = corrected.map(({ from, to }) => `“${from}” was taken for “${to}”. `).join("");
  if (results.length === 0) {
    const text = `${meant}No document that you may read speaks of this.`;
    return { text, nodes: [{ type: "text", content: [text] }] };
  }
  const doubt = answerable ? "" : " They hardly answer it.";
  const text = `${meant}${results.length} ${results.length === 1 ? "passage speaks" : "passages speak"} of this.${doubt}`;
  const items = results.map(({ title, heading, snippet, url }) => {
    const place = heading === "" || heading === title ? title : `${title} › ${heading}`;
    return { content: [url === null ? { bold: place } : { link: url, label: place }], detail: [snippet] };
  });
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      { type: "items", items },
    ],
  };
}
