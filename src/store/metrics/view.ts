import { type MetricRow, shareOf, type Tally, tallyOf } from "#domain/metrics/metric";
import type { Category } from "#domain/tickets/categories";
import type { Db } from "../db.ts";

export interface Question {
  repositories: readonly string[];
  projects: string[] | null;
  /** What statuses mean, as configured. */
  statuses: ReadonlyMap<string, Category>;
  own: readonly string[] | null;
  window: { from: number; to: number };
  zone: string;
  asOf: Date;
  environments: readonly string[];
}

export interface Page {
  rows: MetricRow[];
  total: number;
}

/** Where a metric's rows come from. Whoever asks for figures and whoever asks for the proof get the same ones. */
export interface View {
  tally(db: Db, question: Question): Promise<Tally>;
  page(db: Db, question: Question, page: { offset: number; limit: number }): Promise<Page>;
  points(db: Db, question: Question): Promise<{ endedAt: number; value: number }[]>;
}

/** A view over rows that are few, or that only a pure function can tell. */
export function computed(load: (db: Db, question: Question) => Promise<MetricRow[]>): View {
  return {
    tally: async (db, question) => tallyOf(await load(db, question)),
    async page(db, question, { offset, limit }) {
      const rows = (await load(db, question)).sort(byWorth);
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    async points(db, question) {
      const rows = await load(db, question);
      return rows.flatMap(({ leftOut, endedAt, value }) =>
        leftOut === null && endedAt !== null ? [{ endedAt, value: value ?? 0 }] : [],
      );
    },
  };
}

/** The same, of which the figure is a share of time. */
export function pooled(load: (db: Db, question: Question) => Promise<MetricRow[]>): View {
  return {
    ...computed(load),
    async tally(db, question) {
      const rows = await load(db, question);
      return { ...tallyOf(rows), share: shareOf(rows) };
    },
  };
}

/** What counts first, the greatest value first, then by name. */
function byWorth(a: MetricRow, b: MetricRow): number {
  const counts = Number(a.leftOut !== null) - Number(b.leftOut !== null);
  return counts || (b.value ?? 0) - (a.value ?? 0) || (a.subject < b.subject ? -1 : 1);
}
