import { z } from "zod";
import { hashTag } from "#domain/trust/approval";
import { defineCapability } from "#kernel/capability";
import { ForbiddenError } from "#kernel/errors";
import { say, type View } from "#lib/view";
import { describeApproval } from "./card.ts";
import { ApprovalField, Shown, TagField } from "./fields.ts";
import { withNames } from "./people.ts";
import { toShown } from "./shown.ts";

const Broken = Shown.extend({
  /** False where it has to be seen first, and was only shown. */
  is_decided: z.boolean(),
  why: z.string(),
});
type Broken = z.output<typeof Broken>;

/**
 * For an emergency: one security admin stands in for everybody else whose word is needed. It replaces the second person,
 * never the audit, the hash or the way it is carried out.
 */
export const breakGlass = defineCapability({
  name: "approvals.break-glass",
  summary: "In an emergency, agree alone as a security admin. Everybody hears of it, and it is reviewed the next day.",
  risk: "record",
  command: "/adjutant break-glass",
  usage: "/adjutant break-glass 12 why it cannot wait",
  input: z.object({
    approval: ApprovalField,
    reason: z
      .string()
      .trim()
      .min(10, { error: "Say why, so that it can be reviewed: at least ten characters." })
      .max(500)
      .meta({ takesRest: true })
      .describe("Why it cannot wait for anybody else."),
    tag: TagField,
  }),
  result: Broken,
  async run(context, { approval: ref, reason, tag }): Promise<Broken> {
    const approval = await context.trust.require(ref);
    const { mayResume: isSecurityAdmin } = await context.trust.powers(context);
    if (!isSecurityAdmin) throw new ForbiddenError("Only a security admin may break the glass.");
    if (tag === undefined && approval.status === "pending") {
      return { ...(await toShown(context, approval, true)), is_decided: false, why: reason };
    }
    const decision = { ref, verdict: "approve" as const, reason, tag, breaksGlass: true };
    const decided = await withNames(context, () => context.trust.decide(context, decision));
    return { ...(await toShown(context, decided)), is_decided: true, why: reason };
  },
  view: describeBroken,
});

function describeBroken(shown: Broken): View {
  const { number, does, is_decided } = shown;
  if (!is_decided) return withButton(shown);
  const text = `You broke the glass for approval ${number}: ${does}. Everybody who watches over safety is told.`;
  return say(text);
}

/** All of it is shown first, with the one button that breaks the glass. */
function withButton(shown: Broken): View {
  const { id, number, does, payload_hash, why } = shown;
  const view = describeApproval(shown);
  const text = `You are about to decide alone on approval ${number}. Read all of it.`;
  const input = { approval: id, tag: hashTag(payload_hash), reason: why };
  return {
    text,
    nodes: [
      { type: "text", content: [{ bold: text }] },
      ...view.nodes.filter(({ type }) => type !== "buttons"),
      {
        type: "buttons",
        buttons: [
          {
            label: "Break the glass",
            description: `Break the glass for approval ${number}: ${does}`,
            style: "danger",
            confirm: `${does}, on your word alone. It is told and reviewed.`,
            call: { name: "approvals.break-glass", input },
          },
        ],
      },
    ],
  };
}
