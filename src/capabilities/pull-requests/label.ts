import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import { readRef, requireReads, requireWrites } from "#kernel/github";
import { beforeSending } from "#kernel/sending";
import { say } from "#lib/view";
import { isAmong, Linked, PullField, SETTLE_MS, showItem, targetOf, versionWith, wasThere } from "./fields.ts";

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
    const version = versionWith(item, isAmong(item.labels, name));
    return { ...(await showItem(context, item)), version, does, payload: [{ label: "Label", text: name }] };
  },
  async run(context, { pull, label: name, remove }, attempt) {
    const writes = requireWrites(context);
    const { url } = await beforeSending(context, () => requireReads(context).item(readRef(pull)));
    await (remove ? writes.removeLabel(readRef(pull), name) : writes.addLabel(readRef(pull), name));
    return { url, text: describe(pull, name, remove), changed: wasThere(attempt) === remove };
  },
  async reconcile(context, { pull, label: name, remove }, attempt) {
    const { labels, url } = await requireReads(context).item(readRef(pull));
    if (isAmong(labels, name) === remove) return undefined;
    return { url, text: describe(pull, name, remove), changed: wasThere(attempt) === remove };
  },
  linkOf: ({ url }) => url,
  inverse: ({ pull, label: name, remove }, { changed }) =>
    changed ? { name: "pr.label", input: { pull, label: name, remove: !remove } } : null,
  view: ({ text }) => say(text),
});

function describe(pull: string, name: string, remove: boolean): string {
  return remove ? `${pull} has no label “${name}” any more.` : `${pull} has the label “${name}”.`;
}
