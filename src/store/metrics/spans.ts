import { type Span, spansOf, wipByDay } from "#domain/metrics/flow";
import type { MetricRow } from "#domain/metrics/metric";
import { zoneOf } from "#lib/time";
import type { Db } from "../db.ts";
import { asc, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { inMs, instant } from "./engine.ts";
import type { Question } from "./view.ts";

interface Life extends Record<string, unknown> {
  ref: string;
  opened_at: number;
  closed_at: number | null;
  is_odd: boolean | number;
}

/** How many pull requests of people were under way at the end of each day of the window. */
export async function loadWipByDay(db: Db, question: Question): Promise<MetricRow[]> {
  const lives = await loadLives(db, question);
  const states = await loadStates(
    db,
    lives.filter(({ is_odd }) => is_odd).map(({ ref }) => ref),
    question,
  );
  const spans = lives.flatMap((life): Span[] => {
    const [openedAt, closedAt] = [Number(life.opened_at), life.closed_at === null ? null : Number(life.closed_at)];
    return life.is_odd
      ? spansOf({ openedAt, closedAt }, states.get(life.ref) ?? [])
      : [{ from: openedAt, to: closedAt }];
  });
  const { from, to } = question.window;
  return wipByDay(spans, { from, to: Math.min(to, question.asOf.getTime()) }, zoneOf(question.zone));
}

/** Open at any time of the window; odd are those that were drafts, or closed for a while, of which all states count. */
function loadLives(db: Db, { repositories, own, window }: Question): Promise<Life[]> {
  const isOwn = own === null ? sql`true` : sql`p.author in ${unpackTexts(db, own)}`;
  const isIn = sql`p.repo in ${unpackTexts(db, repositories)}`;
  return db.rows<Life>(
    sql`select p.ref, ${inMs(db, sql`p.opened_at`)} as opened_at, ${inMs(db, sql`p.closed_at`)} as closed_at,
      exists (select 1 from versions v where v.subject = p.ref and (v.is_draft
        or (v.state = 'closed' and (p.closed_at is null or v.at < p.closed_at)))) as is_odd
      from pull_requests p where p.author_kind = 'human' and p.opened_at < ${instant(db, window.to)} and ${isOwn}
        and ((${isIn} and p.closed_at is null) or (${isIn} and p.closed_at > ${instant(db, window.from)}))`,
  );
}

async function loadStates(db: Db, refs: readonly string[], { asOf }: Question) {
  const { subject, at, state, isDraft, version } = db.tables.versions;
  if (refs.length === 0) return new Map<string, never[]>();
  const rows = await db
    .select({ subject, at, state, isDraft })
    .from(db.tables.versions)
    .where(sql`${subject} in ${unpackTexts(db, refs)} and ${at} <= ${instant(db, asOf)}`)
    .orderBy(asc(version));
  const inMilliseconds = rows.map((row) => ({ ...row, at: row.at.getTime() }));
  return Map.groupBy(inMilliseconds, (row) => row.subject);
}
