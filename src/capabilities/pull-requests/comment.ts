import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import { findMarked, readRef, requireReads, requireWrites } from "#kernel/github";
import { withMark } from "#lib/mark";
import { PullField, SETTLE_MS, showItem, targetOf } from "./fields.ts";

const LENGTH_MAX = 60_000;

const Commented = z.object({ pull: z.string(), id: z.number(), url: z.string() });

export const comment = defineEffect({
  name: "pr.comment",
  summary: "Comment on a pull request.",
  risk: "medium",
  vendor: "github",
  settleMs: SETTLE_MS,
  input: z.object({
    pull: PullField,
    body: z.string().trim().min(1).max(LENGTH_MAX).describe("The comment, in Markdown."),
    kind: z.enum(["note", "summary", "nudge"]).default("note").describe("What it is for: note, summary or nudge."),
  }),
  result: Commented,
  claims: ({ kind }) => (kind === "note" ? [] : [`pr.comment.${kind}`]),
  target: ({ pull }) => targetOf(pull),

  async preview(context, { pull, body }) {
    const item = await requireReads(context).item(readRef(pull));
    return {
      ...(await showItem(context, item)),
      version: item.state,
      does: `Comment on ${pull}`,
      payload: [{ label: "Comment", text: body }],
    };
  },
  async run(context, { pull, body }, { key }) {
    return { pull, ...(await requireWrites(context).comment(readRef(pull), withMark(body, key))) };
  },
  async reconcile(context, { pull }, attempt) {
    const found = await findMarked(context, pull, attempt);
    return found && { pull, id: found.id, url: found.url };
  },
  linkOf: ({ url }) => url,
  inverse: ({ pull }, { id }) => ({ name: "pr.delete-comment", input: { pull, comment: id } }),
  view: ({ pull }) => ({
    text: `Commented on ${pull}.`,
    nodes: [{ type: "text", content: [`Commented on ${pull}.`] }],
  }),
});

export const deleteComment = defineEffect({
  name: "pr.delete-comment",
  summary: "Delete a comment that Adjutant made on a pull request.",
  risk: "medium",
  vendor: "github",
  settleMs: SETTLE_MS,
  input: z.object({
    pull: PullField,
    comment: z.number().int().positive().describe("The comment's number at GitHub."),
  }),
  result: z.object({ pull: z.string() }),
  target: ({ pull, comment: id }) => `${targetOf(pull)}/comment/${id}`,

  async preview(context, { pull, comment: id }) {
    const reads = requireReads(context);
    const [item, text] = await Promise.all([reads.item(readRef(pull)), reads.ownComment(readRef(pull).repo, id)]);
    const payload = [{ label: "Comment", text: "", before: text ?? "It is gone already." }];
    return {
      ...(await showItem(context, item)),
      version: text === null ? "gone" : "there",
      does: `Delete our comment on ${pull}`,
      payload,
    };
  },
  async run(context, { pull, comment: id }) {
    await requireWrites(context).deleteComment(readRef(pull).repo, id);
    return { pull };
  },
  async reconcile(context, { pull, comment: id }) {
    return (await requireReads(context).ownComment(readRef(pull).repo, id)) === null ? { pull } : undefined;
  },
  view: ({ pull }) => ({ text: `Deleted the comment on ${pull}.`, nodes: [] }),
});
