import type { MetricRow, Tally } from "#domain/metrics/metric";
import type { Db } from "../db.ts";
import { type SQL, sql } from "../drizzle.ts";
import { unpackTexts } from "../unpack.ts";
import { greatest, hoursBetween, inMs, instant, percentileOf } from "./engine.ts";
import type { Page, Question, View } from "./view.ts";

/** The instants of a change, as columns. */
type Moment =
  | "first_commit_at"
  | "opened_at"
  | "clock_start"
  | "first_review_at"
  | "approved_at"
  | "merged_at"
  | "shipped_at";

/** How a metric reads changes. */
export interface Reading {
  from: Moment;
  to: Moment;
  /** The end by which a change belongs to a window. */
  within: "merged_at" | "shipped_at";
  /** Changes of bots are left out. */
  humansOnly: boolean;
  /** Counted instead of the time between. */
  count?: "rework" | "one";
  /** What may come in the other order is taken as nothing. */
  isFloored?: boolean;
  /** Why a change is left out that lacks an instant. */
  lacking?: Partial<Record<Moment, string>>;
}

interface Aggregate extends Record<string, unknown> {
  left_out: string | null;
  n: string | number;
  mean: number | null;
  p50: number | null;
  p90: number | null;
  people: string | number;
}

interface RawRow extends Record<string, unknown> {
  subject: string;
  title: string | null;
  url: string | null;
  author: string;
  value: number | null;
  started_at: number | null;
  ended_at: number | null;
  left_out: string | null;
  reason: string;
}

/** Aggregates, pages and points select from the same rows, so that they cannot drift. */
export function changeView(reading: Reading): View {
  return {
    tally: (db, question) => tally(db, rowsOf(db, question, reading)),
    page: (db, question, page) => readPage(db, rowsOf(db, question, reading), page),
    async points(db, question) {
      const rows = await db.rows<{ ended_at: number; value: number }>(
        sql`select ${inMs(db, sql`ended_at`)} as ended_at, value from (${rowsOf(db, question, reading)}) as rows where left_out is null`,
      );
      return rows.map(({ ended_at, value }) => ({ endedAt: Number(ended_at), value }));
    },
  };
}

function rowsOf(db: Db, { repositories, own, window }: Question, reading: Reading): SQL {
  const [from, to, within] = [reading.from, reading.to, reading.within].map((name) => sql.raw(`changes.${name}`)) as [
    SQL,
    SQL,
    SQL,
  ];
  const isOwn = own === null ? sql`true` : sql`changes.author in ${unpackTexts(db, own)}`;
  return sql`select changes.ref as subject, changes.author as author, changes.author_kind as author_kind,
      ${measureOf(db, reading, [from, to])} as value, ${from} as started_at, ${to} as ended_at,
      ${leftOut(reading, [from, to])} as left_out, ${reading.within === "shipped_at" ? sql`changes.ship_rule` : sql`'merged'`} as reason
    from changes where changes.repo in ${unpackTexts(db, repositories)}
      and ${within} >= ${instant(db, window.from)} and ${within} < ${instant(db, window.to)} and ${isOwn}`;
}

function measureOf(db: Db, { count, isFloored }: Reading, [from, to]: [SQL, SQL]): SQL {
  if (count === "rework") return sql`changes.rework`;
  if (count === "one") return sql`1`;
  const hours = hoursBetween(db, from, to);
  return isFloored ? greatest(db, hours, sql`0`) : hours;
}

function leftOut({ humansOnly, lacking = {}, isFloored, count }: Reading, [from, to]: [SQL, SQL]): SQL {
  const whens = Object.entries(lacking).map(
    ([name, reason]) => sql`when changes.${sql.raw(name)} is null then ${text(reason)}`,
  );
  if (humansOnly) whens.unshift(sql`when changes.author_kind = 'bot' then 'by a bot'`);
  if (!isFloored && !count) whens.push(sql`when ${to} < ${from} then 'ends before it begins'`);
  return whens.length === 0 ? sql`null` : sql`case ${sql.join(whens, sql` `)} end`;
}

/** Words of our own, as part of the statement: Postgres has to know that they are text. */
function text(words: string): SQL {
  return sql.raw(`'${words.replaceAll("'", "''")}'`);
}

async function tally(db: Db, rows: SQL): Promise<Tally> {
  const value = sql`value`;
  const groups = await db.rows<Aggregate>(
    sql`select left_out, count(*) as n, avg(value) as mean,
      ${percentileOf(db, value, 0.5)} as p50, ${percentileOf(db, value, 0.9)} as p90,
      count(distinct case when author_kind = 'human' then author end) as people
      from (${rows}) as rows group by left_out`,
  );
  const counted = groups.find(({ left_out }) => left_out === null);
  const others = groups.filter(({ left_out }) => left_out !== null);
  return {
    n: Number(counted?.n ?? 0),
    mean: toNumber(counted?.mean),
    p50: toNumber(counted?.p50),
    p90: toNumber(counted?.p90),
    people: Number(counted?.people ?? 0),
    excluded: Object.fromEntries(others.map(({ left_out, n }) => [left_out, Number(n)])),
  };
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

async function readPage(db: Db, rows: SQL, { offset, limit }: { offset: number; limit: number }): Promise<Page> {
  const found = await db.rows<RawRow>(
    sql`select rows.subject, rows.author, value, ${inMs(db, sql`started_at`)} as started_at,
      ${inMs(db, sql`ended_at`)} as ended_at, left_out, reason, pull_requests.title, pull_requests.url
      from (${rows}) as rows left join pull_requests on pull_requests.ref = rows.subject
      order by left_out is not null, coalesce(value, 0) desc, rows.subject limit ${limit} offset ${offset}`,
  );
  const [counted] = await db.rows<{ n: string | number }>(sql`select count(*) as n from (${rows}) as rows`);
  return { rows: found.map(toRow), total: Number(counted?.n ?? 0) };
}

function toRow({ subject, title, url, author, value, started_at, ended_at, left_out, reason }: RawRow): MetricRow {
  return {
    ...{ subject, author, title: title ?? "", url: url ?? "", value: toNumber(value) },
    ...{ startedAt: toNumber(started_at), endedAt: toNumber(ended_at), leftOut: left_out, reason },
  };
}
