import { z } from "zod";
import type { Approval } from "#domain/trust/stored";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { type Hidden, Listed, type Shown } from "./fields.ts";
import { describeList } from "./list-view.ts";
import { toShown } from "./shown.ts";
import { findHidden } from "./sight.ts";

const LISTED_MAX = 50;

export const listApprovals = defineCapability({
  name: "approvals.list",
  summary: "What waits for a decision, yours and others', and what needs a look.",
  risk: "read",
  command: "/approvals",
  phrases: [
    { words: "pending approvals", input: {} },
    { words: "what waits for my word", input: { of: "mine" } },
  ],
  usage: "/approvals [mine|all|both] · /approvals post #channel · /adjutant approve 12 · /adjutant decline 12 why",
  input: z.object({
    of: z
      .enum(["mine", "all", "both"])
      .default("both")
      .describe("mine: what you may decide. all: what anybody may. both: first yours."),
  }),
  result: Listed,
  async run(context, { of: wanted }) {
    const { trust } = context;
    // What is posted is for nobody in particular, whoever has it posted.
    const of = context.isPosted ? "all" : wanted;
    const [pending, isCut] = cut(await trust.list({ statuses: ["pending"], limit: LISTED_MAX + 1 }));
    const [uncertain, isUnclearCut] = cut(await trust.list({ statuses: ["uncertain"], limit: LISTED_MAX + 1 }));
    const ids = of === "all" ? new Set<string>() : await trust.awaiting(context, pending);
    const others = of === "mine" ? [] : pending.filter(({ id }) => !ids.has(id));
    const hidden = await findHidden(context, [...others, ...uncertain]);
    const isShown = ({ id }: Approval) => !hidden.has(id);
    return {
      of,
      mine: await showAll(
        context,
        pending.filter(({ id }) => ids.has(id)),
      ),
      others: await showAll(context, others.filter(isShown)),
      uncertain: await showAll(context, uncertain.filter(isShown)),
      hidden: [...others, ...uncertain].filter(({ id }) => hidden.has(id)).map(toHidden),
      is_cut: isCut || isUnclearCut,
    };
  },
  view: describeList,
});

function cut(approvals: Approval[]): [listed: Approval[], isCut: boolean] {
  return [approvals.slice(0, LISTED_MAX), approvals.length > LISTED_MAX];
}

function showAll(context: Context, approvals: readonly Approval[]): Promise<Shown[]> {
  return Promise.all(approvals.map((approval) => toShown(context, approval)));
}

function toHidden({ number, risk, status }: Approval): Hidden {
  return { number, risk_level: risk, status };
}
