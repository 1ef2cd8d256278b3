import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { Shown } from "./fields.ts";
import { describeList } from "./list-view.ts";
import { toShown } from "./shown.ts";

const LISTED_MAX = 50;

export const listApprovals = defineCapability({
  name: "approvals.list",
  summary: "What waits for a decision, yours and others', and what needs a look.",
  risk: "read",
  command: "/approvals",
  usage: "/approvals [mine|all|both] · /approvals post #channel · /adjutant approve 12 · /adjutant decline 12 why",
  input: z.object({
    of: z
      .enum(["mine", "all", "both"])
      .default("both")
      .describe("mine: what you may decide. all: what anybody may. both: first yours."),
  }),
  result: z.object({
    of: z.enum(["mine", "all", "both"]),
    /** What whoever asks may decide. */
    mine: z.array(Shown),
    others: z.array(Shown),
    /** Of which nobody knows whether it happened. */
    uncertain: z.array(Shown),
  }),
  async run(context, { of }) {
    const { trust } = context;
    const pending = await trust.list({ statuses: ["pending"], limit: LISTED_MAX });
    const uncertain = await trust.list({ statuses: ["uncertain"], limit: LISTED_MAX });
    const ids = of === "all" ? new Set<string>() : await trust.awaiting(context, pending);
    return {
      of,
      mine: await showAll(
        context,
        pending.filter(({ id }) => ids.has(id)),
      ),
      others:
        of === "mine"
          ? []
          : await showAll(
              context,
              pending.filter(({ id }) => !ids.has(id)),
            ),
      uncertain: await showAll(context, uncertain),
    };
  },
  view: describeList,
});

type Approvals = Awaited<ReturnType<Context["trust"]["list"]>>;

function showAll(context: Context, approvals: Approvals): Promise<Shown[]> {
  return Promise.all(approvals.map((approval) => toShown(context, approval)));
}
