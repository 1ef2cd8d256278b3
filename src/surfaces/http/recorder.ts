import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type Declaration, SERIES } from "./series.ts";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type Recorder = ReturnType<typeof createRecorder>;

/** Holds every series, and what the process says of itself. */
export function createRecorder() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = create("counter", (options) => new Counter({ ...options, registers: [registry] }));
  const gauges = create("gauge", (options) => new Gauge({ ...options, registers: [registry] }));
  const histograms = create(
    "histogram",
    ({ buckets = SECONDS, ...options }) => new Histogram({ ...options, buckets, registers: [registry] }),
  );

  return {
    count: (name: string, labels: Labels = {}, by = 1) => find(counters, name).inc(labels, by),
    set: (name: string, value: number, labels: Labels = {}) => find(gauges, name).set(labels, value),
    observe: (name: string, value: number, labels: Labels = {}) => find(histograms, name).observe(labels, value),
    /** What was counted or summed so far: of `NAME_sum` and `NAME_count`, where it is a histogram. */
    async total(name: string, labels: Labels = {}): Promise<number> {
      const series = name.replace(/_(?:sum|count)$/, "");
      const { values } = (await registry.getSingleMetric(SERIES[name] ? name : series)?.get()) ?? { values: [] };
      const counted = values.filter((one) => isOf(one, name, labels));
      return counted.reduce((sum, { value }) => sum + value, 0);
    },
    publish: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

interface Value {
  value: number;
  labels: Record<string, string | number | undefined>;
  metricName?: string;
}

function isOf({ metricName, labels: found }: Value, name: string, labels: Labels): boolean {
  return (metricName ?? name) === name && Object.entries(labels).every(([label, value]) => found[label] === value);
}

type Labels = Record<string, string>;
type Options = { name: string; help: string; labelNames: string[] };

function create<Series>(
  type: Declaration["type"],
  make: (options: Options & Pick<Declaration, "buckets">) => Series,
): Map<string, Series> {
  const declared = Object.entries(SERIES).filter(([, declaration]) => declaration.type === type);
  return new Map(
    declared.map(([name, { help, labels = [], buckets }]) => [
      name,
      make({ name, help, labelNames: labels, ...(buckets && { buckets }) }),
    ]),
  );
}

function find<Series>(series: Map<string, Series>, name: string): Series {
  const found = series.get(name);
  if (!found) throw new Error(`The series ${name} is not declared in SERIES.`);
  return found;
}
