export interface Page {
  /** Repeated while the alert is open, it stays one alert. */
  dedupKey: string;
  summary: string;
  severity: "critical" | "error" | "warning" | "info";
  /** What is in trouble. */
  source: string;
}

/** Each is one request. Throws RefusedError, NeverSentError, or anything else where the ending is not known. */
export interface PagerdutyWrites {
  /** Accepted, which is not yet delivered. */
  page(page: Page): Promise<void>;
  resolve(dedupKey: string): Promise<void>;
}
