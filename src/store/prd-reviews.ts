import { COMMENT_LENGTH_MAX, REMARKS_MAX } from "#domain/prd/limits";
import { type Comment, MAIN, type RequirementLink, type Review, type State, type StoredVersion } from "#domain/prd/prd";
import { standingOf } from "#domain/prd/standing";
import { cleanText } from "#lib/text";
import { appendAudit, lockHead } from "./audit-chain.ts";
import type { Db, Store } from "./db.ts";
import { and, asc, eq, ne, sql } from "./drizzle.ts";
import { findHead } from "./prd-versions.ts";

const LINKS_MAX = 5_000;

type NewReview = Omit<Review, "at"> & { prd: string };
type NewComment = Omit<Comment, "at"> & { prd: string };
type NewLink = Omit<RequirementLink, "at">;

type Reviewed =
  | { status: "kept"; state: State; approvals: number }
  | { status: "moved"; head: StoredVersion }
  | { status: "full" };

/** The half of the PRDs that is what people say of them, and what they lead to. */
export function createPrdReviews(store: Store, quorum: number) {
  const { prdComments, prdLinks } = store.tables;
  return {
    review: (review: NewReview, at: Date) => store.transaction((tx) => keepReview(tx, { review, quorum, at })),
    reviews: (prd: string) => listReviews(store, prd),
    comment: (comment: NewComment, at: Date) => store.transaction((tx) => keepComment(tx, comment, at)),
    comments: (prd: string): Promise<Comment[]> =>
      store.select().from(prdComments).where(eq(prdComments.prd, prd)).orderBy(asc(prdComments.number)),
    links: (of: LinksOf): Promise<RequirementLink[]> =>
      store
        .select()
        .from(prdLinks)
        .where(isAskedFor(prdLinks, of))
        .orderBy(asc(prdLinks.at), asc(prdLinks.requirement), asc(prdLinks.ref))
        .limit(LINKS_MAX),
    link: (link: NewLink, at: Date) => store.transaction((tx) => keepLink(tx, link, at)),
  };
}

type LinksOf = { prd: string } | { ref: string } | { beginning: string };

function isAskedFor({ prd, ref }: Db["tables"]["prdLinks"], of: LinksOf) {
  if ("prd" in of) return eq(prd, of.prd);
  return "ref" in of ? eq(ref, of.ref) : sql`substr(${ref}, 1, ${of.beginning.length}) = ${of.beginning}`;
}

interface Reviewing {
  review: NewReview;
  quorum: number;
  at: Date;
}

async function keepReview(tx: Db, { review, quorum, at }: Reviewing): Promise<Reviewed> {
  await lockHead(tx);
  const { prd, version, branch, verdict, by } = review;
  const head = await findHead(tx, prd, branch);
  if (!head) throw new Error(`The PRD ${prd} has no branch ${branch}.`);
  if (head.id !== version) return { status: "moved", head };
  const before = await listReviews(tx, prd);
  if (before.length >= REMARKS_MAX) return { status: "full" };
  const { prdReviews, prds } = tx.tables;
  const comment = review.comment === null ? null : cleanText(review.comment, COMMENT_LENGTH_MAX);
  const kept = { version, branch, verdict, by, comment, at };
  await tx.insert(prdReviews).values({ prd, ...kept });
  const ofVersion = [...before, kept].filter((one) => one.version === version);
  const { state, approvals } = standingOf(ofVersion, { author: head.author, quorum });
  if (branch === MAIN) {
    await tx
      .update(prds)
      .set({ state })
      .where(and(eq(prds.id, prd), ne(prds.state, "archived")));
  }
  const about = { verb: "reviewed", subject: prd, actor: by, outcome: state, correlationId: version };
  await appendAudit(tx, [{ ...about, payload: { verdict, branch, version, comment, approvals }, at }]);
  return { status: "kept", state, approvals };
}

async function listReviews(db: Db, of: string): Promise<Review[]> {
  const { prdReviews } = db.tables;
  const { version, branch, verdict, by, comment, at } = prdReviews;
  return db
    .select({ version, branch, verdict, by, comment, at })
    .from(prdReviews)
    .where(eq(prdReviews.prd, of))
    .orderBy(asc(prdReviews.number));
}

async function keepComment(tx: Db, comment: NewComment, at: Date): Promise<{ status: "kept" | "full" }> {
  const { prdComments } = tx.tables;
  await lockHead(tx);
  if ((await tx.$count(prdComments, eq(prdComments.prd, comment.prd))) >= REMARKS_MAX) return { status: "full" };
  const text = cleanText(comment.text, COMMENT_LENGTH_MAX);
  await tx.insert(prdComments).values({ ...comment, text, at });
  const { prd, version, section, by } = comment;
  const about = { verb: "commented", subject: prd, actor: by, outcome: "kept", correlationId: version };
  await appendAudit(tx, [{ ...about, payload: { version, section, text }, at }]);
  return { status: "kept" };
}

async function keepLink(tx: Db, link: NewLink, at: Date): Promise<void> {
  await lockHead(tx);
  const added = await tx
    .insert(tx.tables.prdLinks)
    .values({ ...link, at })
    .onConflictDoNothing()
    .returning();
  if (added.length === 0) return;
  const { prd, by, version, ...payload } = link;
  const about = { verb: "linked", subject: prd, actor: by, outcome: "kept", correlationId: version };
  await appendAudit(tx, [{ ...about, payload, at }]);
}
