import type { Metrics } from "#lib/metrics";
import type { Recorder } from "./recorder.ts";
import { SERIES } from "./series.ts";

/** Of what is measured before the recorder is there, so much is kept. */
const EARLY_MAX = 10_000;

export interface PublishedMetrics extends Metrics {
  /** Loads what records. Until then measurements wait: a start must not, and a command in the terminal records nothing. */
  record(): Promise<void>;
  /** What a counter has come to, or the `_sum` or `_count` of a histogram, in this process. */
  total(name: string, labels?: Record<string, string>): Promise<number>;
  /** The text format of Prometheus. */
  publish(): Promise<{ contentType: string; body: string }>;
}

export function createMetrics(): PublishedMetrics {
  const early: ((recorder: Recorder) => void)[] = [];
  let recorder: Recorder | undefined;

  async function load(): Promise<Recorder> {
    const { createRecorder } = await import("./recorder.ts");
    if (recorder) return recorder;
    recorder = createRecorder();
    for (const measure of early.splice(0)) measure(recorder);
    return recorder;
  }

  function keep(name: string, measure: (recorder: Recorder) => void): void {
    if (!SERIES[name]) throw new Error(`The series ${name} is not declared in SERIES.`);
    if (early.length < EARLY_MAX) early.push(measure);
  }

  return {
    count: (...given) => (recorder ? recorder.count(...given) : keep(given[0], (ready) => ready.count(...given))),
    set: (...given) => (recorder ? recorder.set(...given) : keep(given[0], (ready) => ready.set(...given))),
    observe: (...given) => (recorder ? recorder.observe(...given) : keep(given[0], (ready) => ready.observe(...given))),
    record: async () => void (await load()),
    total: async (...given) => (await load()).total(...given),
    publish: async () => (await load()).publish(),
  };
}
