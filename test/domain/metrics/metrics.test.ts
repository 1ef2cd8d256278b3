import { expect, it } from "vitest";
import { cadenceOf } from "#domain/metrics/cadence";
import { changeOf } from "#domain/metrics/change";
import { spansOf, wipByDay } from "#domain/metrics/flow";
import { percentile, type Tally } from "#domain/metrics/metric";
import { judgeMetric } from "#domain/metrics/result";
import { groupByDay, wholeWeeks } from "#domain/metrics/window";
import { DAY_MS, HOUR_MS, zoneOf } from "#lib/time";

const WINDOW = { from: 0, to: 12 * 7 * DAY_MS, weeks: 12 };
const tally = (over: Partial<Tally> = {}): Tally => ({
  ...{ n: 10, mean: 4, p50: 3, p90: 8, people: 4, excluded: {} },
  ...over,
});
const judge = (over: Partial<Tally>, before: Partial<Tally> = {}) =>
  judgeMetric("cycle_time", { tally: tally(over), before: tally(before), missing: [], isOwn: false }, WINDOW);

it("takes percentiles between the two nearest values, and none of nothing", () => {
  expect([percentile([], 0.5), percentile([7], 0.9), percentile([4, 1, 2, 3], 0.5)]).toEqual([null, 7, 2.5]);
});

it("judges from five on, compares only with as many, and shows nothing of fewer than three people", () => {
  expect(judge({})).toMatchObject({ status: "ok", value: 3, trend: { before: 3, n: 10 } });
  expect(judge({ n: 4 })).toMatchObject({ status: "few", value: 3, trend: null });
  expect(judge({}, { n: 4 }).trend).toBeNull();
  expect(judge({ people: 2 })).toMatchObject({
    status: "no-data",
    value: null,
    hint: expect.stringContaining("3 people"),
  });
  expect(judge({}, { people: 2 }).trend).toBeNull();
  expect(judge({ n: 0, p50: null, people: 0 })).toMatchObject({ status: "no-data", value: null });
});

it("cuts weeks by local dates, also where clocks change", () => {
  const zone = zoneOf("Europe/Berlin");
  const { from, to } = wholeWeeks(zone, new Date("2026-11-04T12:00:00Z"), 2);
  expect([from, to].map((at) => new Date(at).toISOString())).toEqual([
    "2026-10-18T22:00:00.000Z",
    "2026-11-01T23:00:00.000Z",
  ]);
  expect(to - from).toBe(14 * DAY_MS + HOUR_MS);
});

it("shows days on which nothing happened, and no rate for them", () => {
  const rows = [
    { endedAt: DAY_MS + 1, value: 1 },
    { endedAt: DAY_MS + 2, value: 0 },
  ];
  expect(groupByDay(zoneOf("UTC"), { from: 0, to: 3 * DAY_MS }, rows)).toEqual([
    { day: "1970-01-03", n: 0, mean: null },
    { day: "1970-01-02", n: 2, mean: 0.5 },
    { day: "1970-01-01", n: 0, mean: null },
  ]);
});

it.each([
  ["daily", [0, 1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23]],
  ["weekly", [0, 7, 14, 21]],
  ["monthly", [3]],
  ["rarely", []],
])("calls deployments %s by the days on which there are any", (word, days) => {
  const instants = days.flatMap((day) => [day * DAY_MS, day * DAY_MS + HOUR_MS]);
  expect(cadenceOf(zoneOf("UTC"), { from: 0, to: 28 * DAY_MS, weeks: 4 }, instants).word).toBe(word);
});

it("counts what is open and no draft at the end of each day, over closings that did not last", () => {
  const state = (at: number, name: string, isDraft = false) => ({ at, state: name, isDraft });
  const reopened = spansOf({ openedAt: 1, closedAt: null }, [state(1, "open"), state(5, "closed"), state(9, "open")]);
  expect(reopened).toEqual([
    { from: 1, to: 5 },
    { from: 9, to: null },
  ]);
  const drafted = spansOf({ openedAt: 1, closedAt: 20 }, [
    state(1, "open", true),
    state(6, "open"),
    state(20, "merged"),
  ]);
  expect(drafted).toEqual([{ from: 6, to: 20 }]);
  expect(spansOf({ openedAt: 1, closedAt: 4 }, [])).toEqual([{ from: 1, to: 4 }]);
  const rows = wipByDay(
    [
      { from: 0, to: DAY_MS },
      { from: 1, to: null },
    ],
    { from: 0, to: 2 * DAY_MS },
    zoneOf("UTC"),
  );
  expect(rows.map(({ value }) => value)).toEqual([1, 1]);
});

it("knows of a change only what happened before its merge, by others than its author", () => {
  const row = { ref: "acme/api#1", repo: "acme/api", base: "main", author: "ada", authorKind: "human" as const };
  const human = { personKind: "human" as const };
  const change = changeOf({
    row: { ...row, openedAt: 10, mergedAt: 100, mergeSha: null, title: "Change", body: "" },
    drafts: [
      { at: 10, isDraft: true },
      { at: 30, isDraft: false },
    ],
    activities: [
      { at: 20, kind: "reviewed", person: "ben", ...human },
      { at: 30, kind: "ready", person: "ada", ...human },
      { at: 40, kind: "commented", person: "ada", ...human },
      { at: 45, kind: "reviewed", person: "robot", personKind: "bot" },
      { at: 50, kind: "reviewed", person: "ben", ...human },
      { at: 60, kind: "pushed", person: "ada", ...human },
      { at: 120, kind: "reviewed", person: "cem", ...human },
    ],
    reviews: [
      { at: 50, state: "changes_requested", person: "ben", ...human },
      { at: 70, state: "approved", person: "ben", ...human },
    ],
    authored: [8, 5],
  });
  expect(change).toMatchObject({ clockStart: 30, firstCommitAt: 5, firstReviewAt: 50, approvedAt: 70, rework: 1 });
});
