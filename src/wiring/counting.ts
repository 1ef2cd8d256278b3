import type { HttpOptions } from "#lib/http";
import type { Metrics } from "#lib/metrics";

/** Counts every attempt to reach a vendor, and how long it took. */
export function counting(metrics: Metrics, vendor: string): NonNullable<HttpOptions["onAttempt"]> {
  return ({ status, ms }) => {
    metrics.count("vendor_requests_total", { vendor, status: String(status) });
    metrics.observe("vendor_request_seconds", ms / 1_000, { vendor });
  };
}
