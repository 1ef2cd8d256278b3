import { z } from "zod";
import type { Prd, Review, StoredVersion } from "#domain/prd/prd";
import { standingOf } from "#domain/prd/standing";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { requirePrd } from "#kernel/prds";
import { isPrdPrivate } from "#kernel/sight";
import { BranchField, Entry, PrdField, State, Verdict, Who } from "./fields.ts";
import { type Course, loadCourse, requireHead, toEntry } from "./find.ts";
import { nameAll } from "./people.ts";
import { describePrd } from "./show-view.ts";

const Reviewed = z.object({ verdict: Verdict, by: Who, comment: z.string().nullable(), at: z.string() });

const Shown = z.object({
  number: z.number(),
  id: z.string(),
  title: z.string(),
  project: z.string().nullable(),
  state: State,
  branch: z.string(),
  version: Entry,
  text: z.string(),
  /** The other branches, and the number of the newest version of each. */
  branches: z.array(z.object({ name: z.string(), version: z.number() })),
  /** What was said of this version. */
  reviews: z.array(Reviewed),
  approvals: z.number(),
  approvals_needed: z.number(),
  /** The newest older version that was reviewed, where this one was not. */
  stale_review_of: z.number().nullable(),
  comments: z.number(),
  /** Whether words of strangers were there when it was first written. */
  is_tainted: z.boolean(),
  /** Whether it is seen only where it was planned, and by whoever planned it. */
  is_private: z.boolean(),
});
export type Shown = z.output<typeof Shown>;

export const showPrd = defineCapability({
  name: "prd.show",
  summary: "A PRD as it is now, where it stands, and what can be done with it.",
  risk: "read",
  command: "/prd show",
  input: z.object({ prd: PrdField, branch: BranchField }),
  result: Shown,
  async run(context, { prd: number, branch }) {
    const prd = await requirePrd(context, number);
    const head = await requireHead(context, prd, branch);
    return {
      ...describeIdentity(prd),
      is_private: await isPrdPrivate(context, prd),
      branch,
      text: head.text,
      ...(await loadStanding(context, prd, { head, branch })),
    };
  },
  view: describePrd,
});

function describeIdentity({ number, id, title, project, state, origin }: Prd) {
  return { number, id, title, project, state, is_tainted: origin.isTainted };
}

async function loadStanding(
  context: Context,
  prd: Prd,
  { head, branch }: { head: StoredVersion; branch: string },
): Promise<
  Omit<Shown, "number" | "id" | "title" | "project" | "state" | "branch" | "text" | "is_tainted" | "is_private">
> {
  const { prds } = context;
  const [course, reviews, comments] = await Promise.all([
    loadCourse(context, prd),
    prds.reviews(prd.id),
    prds.comments(prd.id),
  ]);
  const ofHead = reviews.filter(({ version }) => version === head.id);
  return {
    version: await toEntry(context, head, course.entries),
    branches: listOthers(course, branch),
    reviews: await nameReviews(context, ofHead),
    approvals: standingOf(ofHead, { author: head.author, quorum: prds.quorum }).approvals,
    approvals_needed: prds.quorum,
    stale_review_of: ofHead.length > 0 ? null : findStale(course, reviews, branch),
    comments: comments.length,
  };
}

function listOthers({ entries, branches }: Course, shown: string): Shown["branches"] {
  const numbers = new Map(entries.map(({ id, number }) => [id, number]));
  return branches
    .filter(({ name }) => name !== shown)
    .map(({ name, head }) => ({ name, version: numbers.get(head) ?? 0 }));
}

async function nameReviews(context: Context, reviews: readonly Review[]): Promise<Shown["reviews"]> {
  const who = await nameAll(
    context,
    reviews.map(({ by }) => by),
  );
  return reviews.map(({ verdict, by, comment, at }) => ({ verdict, by: who(by), comment, at: at.toISOString() }));
}

function findStale({ entries }: Course, reviews: readonly Review[], branch: string): number | null {
  const last = reviews.findLast((review) => review.branch === branch);
  return entries.find(({ id }) => id === last?.version)?.number ?? null;
}
