import { z } from "zod";
import { COMMENT_LENGTH_MAX, REMARKS_MAX } from "#domain/prd/limits";
import { MAIN, type Prd, type StoredVersion } from "#domain/prd/prd";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { requireOpenPrd } from "#kernel/prds";
import type { View } from "#lib/view";
import { BranchField, PrdField, State, Verdict, VersionField } from "./fields.ts";
import { requireHead, requireVersion } from "./find.ts";

const Input = z.object({
  prd: PrdField,
  verdict: z
    .preprocess(readVerdict, Verdict)
    .default("requested")
    .describe("request, approve, changes or reject; asks for a review unless given."),
  comment: z
    .string()
    .trim()
    .max(COMMENT_LENGTH_MAX)
    .optional()
    .describe("Why; whoever wants changes, or rejects, says it.")
    .meta({ takesRest: true }),
  branch: BranchField.meta({ isNamed: true }),
  version: VersionField.optional()
    .meta({ isNamed: true })
    .describe("The version you read, like v12; the newest if not given."),
});
type Input = z.output<typeof Input>;

const Reviewed = z.object({
  number: z.number(),
  branch: z.string(),
  version: z.number(),
  verdict: Verdict,
  state: State,
  approvals: z.number(),
  approvals_needed: z.number(),
});
type Reviewed = z.output<typeof Reviewed>;

export const reviewPrd = defineCapability({
  name: "prd.review",
  summary: "Ask for a review of a PRD, approve it, ask for changes, or reject it.",
  risk: "record",
  command: "/prd review",
  input: Input,
  result: Reviewed,
  async run(context, input): Promise<Reviewed> {
    const { prds, actor, now } = context;
    const prd = await requireOpenPrd(context, input.prd);
    const version = await requireRead(context, prd, input);
    assertMay(context, version, input);
    const { verdict, branch, comment = null } = input;
    const review = { prd: prd.id, version: version.id, branch, verdict, by: actor.id, comment: comment || null };
    const done = await prds.review(review, now());
    if (done.status === "moved") throw new UserError(describeMoved(version, done.head));
    if (done.status === "full")
      throw new UserError(`PRD ${prd.number} has ${REMARKS_MAX} reviews, which is all it may have.`);
    const { state, approvals } = done;
    return {
      ...{ number: prd.number, branch, verdict, state, approvals },
      version: version.number,
      approvals_needed: prds.quorum,
    };
  },
  view: describeReviewed,
});

/** The words that people use for it. */
const WORDS: Record<string, string> = {
  ...{ request: "requested", approve: "approved", change: "changes", reject: "rejected" },
  ...{ "request-changes": "changes", ok: "approved", lgtm: "approved" },
};

function readVerdict(value: unknown): unknown {
  return typeof value === "string" ? (WORDS[value.toLowerCase()] ?? value.toLowerCase()) : value;
}

async function requireRead(context: Context, prd: Prd, { branch, version }: Input): Promise<StoredVersion> {
  const head = await requireHead(context, prd, branch);
  if (version === undefined) return head;
  const read = await requireVersion(context, prd, version);
  if (read.id !== head.id) throw new UserError(describeMoved(read, head));
  return read;
}

function describeMoved(read: StoredVersion, head: StoredVersion): string {
  return `Version ${head.number} is there now, and you read version ${read.number}. Read what changed, and review that.`;
}

/** A key or a schedule is nobody who could have read it, and the author has. */
function assertMay({ actor }: Context, { author }: StoredVersion, { verdict, comment }: Input): void {
  if (verdict === "requested") return;
  if (actor.kind !== "person" && actor.kind !== "operator") throw new ForbiddenError("Only people review a PRD.");
  if (verdict === "approved" && author === actor.id) {
    throw new UserError("You wrote this version, so your own approval would not count. Ask somebody else.");
  }
  if (verdict !== "approved" && !comment) throw new UserError("comment: Say what should change, or why not.");
}

function describeReviewed({ number, branch, version, verdict, state, approvals, approvals_needed }: Reviewed): View {
  const what = `version ${version} of PRD ${number}${branch === MAIN ? "" : ` on “${branch}”`}`;
  const count = `${approvals} of ${approvals_needed} ${approvals_needed === 1 ? "approval" : "approvals"}`;
  const words = {
    requested: `A review of ${what} is asked for: ${count} so far.`,
    approved: state === "approved" ? `Approved: ${what}, with ${count}.` : `You approved ${what}: ${count}.`,
    changes: `You asked for changes of ${what}.`,
    rejected: `You rejected ${what}.`,
  };
  const text = words[verdict];
  return {
    text,
    nodes: [
      { type: "text", content: [text] },
      {
        type: "buttons",
        buttons: [
          { label: "Review", call: { name: "prd.review-form", input: { prd: number, branch } }, opens: "dialog" },
          { label: "Show it", call: { name: "prd.show", input: { prd: number, branch } }, opens: "dialog" },
        ],
      },
    ],
  };
}
