import { z } from "zod";
import { hashTag } from "#domain/trust/approval";
import { defineCapability } from "#kernel/capability";
import { describeInstant } from "#lib/time";
import type { Item, View } from "#lib/view";
import { ApprovalField, Shown } from "./fields.ts";
import { nameOf, toPerson } from "./people.ts";
import { toShown } from "./shown.ts";
import { requireVisible } from "./sight.ts";

const Reasons = Shown.extend({
  attempts: z.array(z.object({ number: z.number(), started_at: z.string(), ending: z.string().nullable() })),
});
type Reasons = z.output<typeof Reasons>;

export const whyApproval = defineCapability({
  name: "approvals.why",
  summary: "Explain an approval: what is behind it, what made it this risky, and every attempt.",
  risk: "read",
  input: z.object({ approval: ApprovalField }),
  result: Reasons,
  async run(context, { approval: ref }) {
    const approval = await requireVisible(context, ref);
    const attempts = (await context.trust.attempts(approval.id)).map(({ number, startedAt, ending }) => ({
      ...{ number, ending },
      started_at: startedAt.toISOString(),
    }));
    return { ...(await toShown(context, approval)), attempts };
  },
  view: describeReasons,
});

function describeReasons(reasons: Reasons): View {
  const { number, does, because, cause, rule, mode, risk_level, risk_reasons, zone, names } = reasons;
  const { created_at, requester, payload_hash, attempts } = reasons;
  const items: Item[] = [
    {
      content: [{ bold: "Asked by " }, toPerson(requester, names), `, ${describeInstant(new Date(created_at), zone)}`],
    },
    { content: [{ bold: "Behind it: " }, because], detail: [cause] },
    {
      content: [{ bold: `Risk ${risk_level}, ${MODES[mode]} ` }],
      detail: [[`Rule ${rule} of the policy.`, ...risk_reasons].join(" ")],
    },
    ...attempts.map(({ number: attempt, started_at, ending }) => ({
      content: [
        { bold: `Attempt ${attempt} ` },
        `${describeInstant(new Date(started_at), zone)}: ${ENDINGS[ending ?? ""] ?? "under way"}`,
      ],
    })),
  ];
  const signal = /^signal:([\w.-]+\/[\w.-]+#\d+)$/.exec(cause)?.[1];
  return {
    text: `Approval ${number}, ${does}: ${because} Asked by ${nameOf(requester, names)}. Risk ${risk_level}.`,
    nodes: [
      { type: "header", text: `Why approval ${number}` },
      { type: "text", content: [does] },
      { type: "items", items },
      ...(signal === undefined ? [] : [explainSignal(signal)]),
      { type: "note", content: [`Bound to ${hashTag(payload_hash)}.`] },
    ],
  };
}

const MODES = {
  auto: "happens by itself",
  ask: "asks first",
  require_approval: "needs somebody else's word",
} as const;

const ENDINGS: Record<string, string> = {
  answered: "it was answered",
  refused: "it was refused",
  never_sent: "it was never sent",
  unknown: "nobody knows how it ended",
};

function explainSignal(subject: string) {
  const call = { name: "signals.explain", input: { subject } };
  return { type: "buttons" as const, buttons: [{ label: "The signal", call, opens: "dialog" as const }] };
}
