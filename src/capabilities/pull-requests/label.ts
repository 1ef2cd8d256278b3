import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import { Linked, PullField, readRef, requireReads, requireWrites, SETTLE_MS, showItem, targetOf } from "./fields.ts";

/** Setting a label twice is the same as once, so what is found is what counts. */
export const label = defineEffect({
  name: "pr.label",
  summary: "Set a label on a pull request, or take it off.",
  risk: "low",
  vendor: "github",
  settleMs: SETTLE_MS,
  input: z.object({
    pull: PullField,
    label: z.string().trim().min(1).max(50).describe("The label."),
    remove: z.boolean().default(false).describe("Take it off instead."),
  }),
  result: Linked,
  target: ({ pull }) => targetOf(pull),

  async preview(context, { pull, label: name, remove }) {
    const item = await requireReads(context).item(readRef(pull));
    const does = remove ? `Take the label “${name}” off ${pull}` : `Label ${pull} “${name}”`;
    return { ...(await showItem(context, item)), version: item.state, does, payload: [{ label: "Label", text: name }] };
  },
  async run(context, { pull, label: name, remove }) {
    const writes = requireWrites(context);
    const { url } = await requireReads(context).item(readRef(pull));
    await (remove ? writes.removeLabel(readRef(pull), name) : writes.addLabel(readRef(pull), name));
    return { url, text: describe(pull, name, remove) };
  },
  async reconcile(context, { pull, label: name, remove }) {
    const { labels, url } = await requireReads(context).item(readRef(pull));
    const isThere = labels.some((one) => one.toLowerCase() === name.toLowerCase());
    return isThere === remove ? undefined : { url, text: describe(pull, name, remove) };
  },
  linkOf: ({ url }) => url,
  inverse: ({ pull, label: name, remove }) => ({ name: "pr.label", input: { pull, label: name, remove: !remove } }),
  view: ({ text }) => ({ text, nodes: [{ type: "text", content: [text] }] }),
});

function describe(pull: string, name: string, remove: boolean): string {
  return remove ? `${pull} has no label “${name}” any more.` : `${pull} has the label “${name}”.`;
}
