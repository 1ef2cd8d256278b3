import { expect, it } from "vitest";
import { createMetrics } from "#surfaces/http/metrics";

it("publishes what was measured before and after it began to record", async () => {
  const metrics = createMetrics();
  metrics.count("slack_duplicates_total");
  metrics.set("slack_lines_up", 2);
  metrics.observe("slack_ack_seconds", 0.02);
  await metrics.record();
  metrics.count("slack_duplicates_total", {}, 2);
  metrics.set("slack_lines_up", 1);
  const { body } = await metrics.publish();
  expect(body).toContain("slack_duplicates_total 3\n");
  expect(body).toContain("slack_lines_up 1\n");
  expect(body).toContain("slack_ack_seconds_count 1\n");
  expect(body).toContain("process_cpu_seconds_total");
});

it("records each measurement once, whoever asks for it first", async () => {
  const metrics = createMetrics();
  metrics.count("slack_duplicates_total");
  await Promise.all([metrics.record(), metrics.publish(), metrics.record()]);
  expect((await metrics.publish()).body).toContain("slack_duplicates_total 1\n");
});

it("refuses a series that nobody declared, early and late", async () => {
  const metrics = createMetrics();
  expect(() => metrics.count("surprises_total")).toThrow("not declared");
  await metrics.record();
  expect(() => metrics.count("surprises_total")).toThrow("not declared");
});

it("measures people in hours where requests are measured in parts of a second", async () => {
  const metrics = createMetrics();
  metrics.observe("approvals_latency_seconds", 5 * 3_600);
  metrics.observe("slack_ack_seconds", 0.02);
  const { body } = await metrics.publish();
  expect(body).toContain('approvals_latency_seconds_bucket{le="14400"} 0\n');
  expect(body).toContain('approvals_latency_seconds_bucket{le="43200"} 1\n');
  expect(body).toContain('slack_ack_seconds_bucket{le="0.025"} 1\n');
});
