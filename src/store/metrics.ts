import type { MetricName } from "#domain/metrics/definitions";
import type { Source } from "#domain/metrics/metric";
import type { Category } from "#domain/tickets/categories";
import type { Db } from "./db.ts";
import { type SQL, sql } from "./drizzle.ts";
import { createFacts } from "./facts.ts";
import { changeView } from "./metrics/changes.ts";
import { instant } from "./metrics/engine.ts";
import type { Question } from "./metrics/view.ts";
import { LEAD_TIME_PARTS, VIEWS } from "./metrics/views.ts";
import { unpackTexts } from "./unpack.ts";

type Settled = "repositories" | "projects" | "environments" | "statuses";
type Asked = Omit<Question, Settled> & { repositories: string[] | null; projects?: string[] | null };

/** The kernel's metrics port. No query here reads events. */
export function createMetrics(db: Db, statuses: ReadonlyMap<string, Category> = new Map()) {
  const facts = createFacts(db);
  const { environments } = db.delivery;
  const settle = async (asked: Asked): Promise<Question> => {
    const repositories = asked.repositories ?? (await facts.repositories());
    return { ...asked, environments, statuses, repositories, projects: asked.projects ?? null };
  };
  return {
    tally: async (name: MetricName, asked: Asked) => VIEWS[name].tally(db, await settle(asked)),
    rows: async (name: MetricName, asked: Asked, page: { offset: number; limit: number }) =>
      VIEWS[name].page(db, await settle(asked), page),
    points: async (name: MetricName, asked: Asked) => VIEWS[name].points(db, await settle(asked)),
    missing: async (sources: readonly Source[], asked: Asked) => findMissing(db, sources, await settle(asked)),
    waiting: async (asked: Asked) => countWaiting(db, await settle(asked)),
    usage: (since: Date) => countUsage(db, since),
    parts: async (asked: Asked) => tallyParts(db, await settle(asked)),
  };
}

/** The medians of the parts of the lead time. They do not add up to the median of the whole. */
async function tallyParts(db: Db, question: Question): Promise<Record<string, number | null>> {
  const parts: Record<string, number | null> = {};
  for (const [name, reading] of Object.entries(LEAD_TIME_PARTS)) {
    parts[name] = (await changeView(reading).tally(db, question)).p50;
  }
  return parts;
}

async function findMissing(db: Db, sources: readonly Source[], question: Question): Promise<Source[]> {
  const missing: Source[] = [];
  for (const source of sources) {
    const [found] = await db.rows<{ one: number }>(sql`select 1 as one ${evidenceOf(db, source, question)} limit 1`);
    if (!found) missing.push(source);
  }
  return missing;
}

/** What shows that a source has ever spoken. Incidents are rare: one anywhere shows that they are told at all. */
function evidenceOf(db: Db, source: Source, { repositories, projects, environments, asOf }: Question): SQL {
  const [repos, at] = [unpackTexts(db, repositories), instant(db, asOf)];
  switch (source) {
    case "deployments":
      return sql`from deployments where repo in ${repos} and environment in ${unpackTexts(db, environments)} and created_at <= ${at}`;
    case "incidents":
      return sql`from attributions where opened_at <= ${at}`;
    case "commits":
      return sql`from changes where repo in ${repos} and first_commit_at <= ${at}`;
    case "pull requests":
      return sql`from pull_requests where repo in ${repos} and opened_at <= ${at}`;
    case "tickets":
      return projects === null
        ? sql`from tickets where created_at <= ${at}`
        : sql`from tickets where project in ${unpackTexts(db, projects)} and created_at <= ${at}`;
  }
}

/** What asks for documents searches them. */
async function countUsage(db: Db, since: Date): Promise<{ posts: number; searches: number }> {
  const at = instant(db, since);
  const [posted] = await db.rows<{ n: string | number }>(
    sql`select count(*) as n from slack_outbox where created_at >= ${at} and state = 'sent'`,
  );
  const [searched] = await db.rows<{ n: string | number }>(
    sql`select count(*) as n from invocations where at >= ${at} and outcome = 'done' and name in ('rag.search', 'ask')`,
  );
  return { posts: Number(posted?.n ?? 0), searches: Number(searched?.n ?? 0) };
}

async function countWaiting(db: Db, { repositories, window, own }: Question): Promise<number> {
  const until = instant(db, window.to);
  const isOwn = own === null ? sql`true` : sql`author in ${unpackTexts(db, own)}`;
  const [found] = await db.rows<{ n: string | number }>(
    sql`select count(*) as n from changes where repo in ${unpackTexts(db, repositories)}
      and merged_at < ${until} and (shipped_at is null or shipped_at >= ${until}) and ${isOwn}`,
  );
  return Number(found?.n ?? 0);
}
