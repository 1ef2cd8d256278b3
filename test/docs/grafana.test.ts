import { expect, it } from "vitest";
import { METRIC_NAMES } from "#domain/metrics/definitions";
import { createMetrics } from "#surfaces/http/metrics";
import { SERIES } from "#surfaces/http/series";
import { DASHBOARDS, parseQuery, queriesOf, readDashboard, SUFFIXES } from "../support/grafana.ts";

it("has the four dashboards, each with an address and panels of its own", () => {
  expect(DASHBOARDS.toSorted()).toEqual(["approvals.json", "delivery.json", "flow.json", "quality.json"]);
  const dashboards = DASHBOARDS.map(readDashboard);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(4);
  for (const { panels } of dashboards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

it.each(DASHBOARDS)("asks in %s for nothing that is not published, by no label that it has not", async (file) => {
  const metrics = createMetrics();
  await metrics.record();
  const { body } = await metrics.publish();
  const queries = queriesOf(readDashboard(file));
  expect(queries.length).toBeGreaterThan(4);
  for (const query of queries) {
    const { names, labels, metrics: asked } = parseQuery(query);
    expect(names, query).toHaveLength(1);
    const [name = ""] = names;
    const series = SERIES[name] ? name : name.replace(SUFFIXES, "");
    expect(body, query).toContain(`# TYPE ${series} `);
    expect(series === name || SERIES[series]?.type === "histogram", query).toBe(true);
    for (const label of labels.filter((one) => one !== "le"))
      expect(SERIES[series]?.labels ?? [], query).toContain(label);
    for (const metric of asked) expect(METRIC_NAMES, query).toContain(metric);
  }
});

it("shows every metric of a team on one dashboard or the other", () => {
  const shown = DASHBOARDS.flatMap((file) =>
    queriesOf(readDashboard(file)).flatMap((query) => parseQuery(query).metrics),
  );
  const missing = METRIC_NAMES.filter((name) => !shown.includes(name));
  expect(missing).toEqual([]);
});
