/** What the product counts, by name; the HTTP surface shows it. Names and labels are declared there, in one list. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>, by?: number): void;
  set(name: string, value: number, labels?: Record<string, string>): void;
  /** Seconds, or whatever unit the name ends in. */
  observe(name: string, value: number, labels?: Record<string, string>): void;
}
