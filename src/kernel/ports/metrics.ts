import type { MetricName } from "#domain/metrics/definitions";
import type { MetricRow, Source, Tally } from "#domain/metrics/metric";

/** Of what is measured. Whose work it is can be said of the person alone who asks. */
export interface MetricQuestion {
  /** Null means all we know. */
  repositories: string[] | null;
  /** The trackers' projects, by their keys; left out or null means all we know. */
  projects?: string[] | null;
  /** The accounts of whoever asks, of whose own work alone it is then. */
  own: readonly string[] | null;
  /** Half open, in milliseconds. */
  window: { from: number; to: number };
  zone: string;
  /** Nothing that happened later counts. */
  asOf: Date;
}

export interface MetricPage {
  /** Those that count first, the greatest value first. */
  rows: MetricRow[];
  total: number;
}

/** Figures and their proof, both out of the same rows. */
export interface Metrics {
  tally(name: MetricName, question: MetricQuestion): Promise<Tally>;
  rows(name: MetricName, question: MetricQuestion, page: { offset: number; limit: number }): Promise<MetricPage>;
  /** When what counts ended, and its value, in no order. */
  points(name: MetricName, question: MetricQuestion): Promise<{ endedAt: number; value: number }[]>;
  /** Which of these was never heard of in these repositories by then. */
  missing(sources: readonly Source[], question: MetricQuestion): Promise<Source[]>;
  /** Medians, in hours, of the parts of the lead time. */
  parts(question: MetricQuestion): Promise<Record<string, number | null>>;
  /** How often something was posted in Slack, and documents were searched, since an instant. */
  usage(since: Date): Promise<{ posts: number; searches: number }>;
  /** Merged in these repositories by the end of the window, and not shipped by then. */
  waiting(question: MetricQuestion): Promise<number>;
}
