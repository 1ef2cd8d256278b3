import { z } from "zod";
import { defineEffect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { RefusedError } from "#kernel/errors";
import { readRef, requireReads, requireWrites } from "#kernel/github";
import type { GithubPull } from "#kernel/ports/github";
import { beforeSending } from "#kernel/sending";
import { say } from "#lib/view";
import { PullField, SETTLE_MS, showItem, targetOf } from "./fields.ts";

const Merged = z.object({ pull: z.string(), sha: z.string(), url: z.string() });

/** Merges exactly the commit that was approved: GitHub refuses when the head has moved. */
export const merge = defineEffect({
  name: "pr.merge",
  summary: "Merge a pull request, at the commit that was approved.",
  risk: "high",
  vendor: "github",
  settleMs: SETTLE_MS,
  input: z.object({
    pull: PullField,
    method: z.enum(["merge", "squash", "rebase"]).default("squash").describe("How: merge, squash or rebase."),
  }),
  result: Merged,
  target: ({ pull }) => targetOf(pull),

  async preview(context, { pull, method }) {
    const found = await requireReads(context).pull(readRef(pull));
    const payload = [
      { label: "Commit", text: found.headSha },
      { label: "Into", text: found.baseRef },
      { label: "Method", text: method },
    ];
    const version = `${found.headSha} ${found.isMerged ? "merged" : found.state} ${found.baseRef}`;
    return { ...(await showItem(context, found)), version, does: `Merge ${pull} into ${found.baseRef}`, payload };
  },

  async run(context, { pull, method }, { version }) {
    const [sha = ""] = version.split(" ");
    const { url } = await beforeSending(context, () => requireReads(context).pull(readRef(pull)));
    try {
      const merged = await requireWrites(context).merge(readRef(pull), { sha, method });
      return { pull, sha: merged.sha, url };
    } catch (error) {
      // GitHub says "not mergeable" also of what is merged already.
      const merged = error instanceof RefusedError ? await findMerged(context, pull, sha) : undefined;
      if (merged) return merged;
      throw error;
    }
  },
  reconcile: (context, { pull }, { version }) => findMerged(context, pull, version.split(" ")[0] ?? ""),
  linkOf: ({ url }) => url,
  view: ({ pull, sha }) => {
    const text = `Merged ${pull} as ${sha.slice(0, 7)}.`;
    return say(text);
  },
});

async function findMerged(context: Context, pull: string, sha: string) {
  const found: GithubPull = await requireReads(context).pull(readRef(pull));
  if (!found.isMerged || found.headSha !== sha) return undefined;
  return { pull, sha: found.mergeSha ?? sha, url: found.url };
}
