import { describe, expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { percentile } from "#domain/metrics/metric";
import { DIVISOR, SPRINT_FIGURE_NAMES } from "#domain/sprints/figures";
import { renderText } from "#surfaces/cli/text";
import { renderMessages } from "#surfaces/slack/render";
import { readSentence } from "#surfaces/slack/request";
import { hasSample, sampleExpected } from "../../support/sample.ts";
import { HALF_TIME, sprintHouse } from "../../support/sprint-house.ts";
import { dialects } from "../../support/stores.ts";

const itOnSample = it.runIf(hasSample);
const MIDDLE = { team: "core", as_of: HALF_TIME };

describe.each(dialects)("sprint health (%s)", (dialect) => {
  itOnSample("judges the running sprint, and every figure of it opens to rows that recount to it", async () => {
    const { ask } = await sprintHouse(dialect);
    const { result, view } = await ask("sprint", MIDDLE);
    expect(result.sprint).toMatchObject({ name: "Sprint 6", is_running: true });
    expect(["at risk", "watch", "on track"]).toContain(result.state);
    expect(view.text).toContain(result.state_rule);
    const { points } = result;
    expect(points.committed + points.added + points.re_estimated - points.removed - points.dropped).toBe(
      points.completed + points.left,
    );
    for (const figure of SPRINT_FIGURE_NAMES) {
      const { result: proof } = await ask("sprint.why", { figure, ...MIDDLE });
      expect([figure, recount(proof)]).toEqual([figure, proof.value]);
    }
    const shown = view.nodes.flatMap((node) => (node.type === "figures" ? node.figures : []));
    for (const { why } of shown) {
      const proof = await ask(why?.name ?? "", why?.input);
      expect(proof.result.as_of).toBe(result.as_of);
    }
    expect(shown).toHaveLength(14);
  });

  itOnSample("gives the same bytes for the same moment, and knows nothing later than it", async () => {
    const { ask } = await sprintHouse(dialect);
    const [one, two] = [await ask("sprint", MIDDLE), await ask("sprint", MIDDLE)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    const early = (await ask("sprint", { team: "core", as_of: "2026-06-03T12:00:00Z" })).result;
    expect(early.sprint).toMatchObject({ name: "Sprint 1", completed_at: null });
    expect(early.velocity).toMatchObject({ median: null, n: 0 });
    expect(early.burndown.at(-1).remaining).toBeNull();
  });
});

itOnSample("reproduces what an independent computation found of all six sprints", async () => {
  const { ask } = await sprintHouse("sqlite");
  for (const expected of sampleExpected()["sprints"] as Record<string, number>[]) {
    const { result } = await ask("sprint", { team: "core", sprint: expected["sprint"], as_of: "2026-08-17T00:00:00Z" });
    const { points, counts } = result;
    expect(result.sprint).toMatchObject({ is_running: false });
    expect({
      ...{ sprint: result.sprint.name, committed_points: points.committed, committed_issues: counts.committed },
      ...{ added_points: points.added, added_issues: counts.added, completed_points: points.completed },
      ...{ completed_issues: counts.completed, removed_points: points.dropped, removed_issues: counts.dropped },
      ...{ carried_over_points: points.left, carried_over_issues: counts.left },
    }).toEqual(expected);
  }
});

itOnSample("says of the last sprint that it is over where none is running", async () => {
  const { ask } = await sprintHouse("sqlite");
  const { result, view } = await ask("sprint", { team: "core", as_of: "2026-08-20T00:00:00Z" });
  expect(result).toMatchObject({ state: "unknown", forecast: { by_end: null }, carry_over_risk: null });
  expect(result.state_rule).toContain("Sprint 6 is the last one");
  expect(view.text).toContain("no sprint is running");
});

itOnSample("fears for open tickets that are blocked, old or without a pull request, and says why of each", async () => {
  const { ask } = await sprintHouse("sqlite");
  const { carry_over_risk: risks, aging_wip: ageing, aging_limit: limit } = (await ask("sprint", MIDDLE)).result;
  expect(risks.length).toBeGreaterThan(0);
  for (const { reasons } of risks) expect(reasons.join()).toMatch(/blocked for|in progress for|no pull request yet/);
  expect(ageing.map(({ days }: { days: number }) => days)).toEqual(
    ageing.map(({ days }: { days: number }) => days).toSorted((a: number, b: number) => b - a),
  );
  expect(limit.n).toBeGreaterThanOrEqual(20);
});

it("says what to connect, and never 0, where nothing was heard", async () => {
  const { ask } = await sprintHouse("sqlite", { tickets: false, pulls: false });
  const { result, view } = await ask("sprint", { team: "core" });
  expect(result).toMatchObject({
    ...{ state: "unknown", sprint: null, points: null, burndown: null, velocity: null, predictability: null },
    ...{ total_deploys: null, avg_daily_deploys: null, avg_change_fail_rate: null, latest_wip: null, avg_wip: null },
    ...{ window_days: 14, state_rule: "no ticket has been heard of: connect Jira or Linear" },
  });
  expect(JSON.stringify(view.nodes)).toContain("Connect deployments");
  const proof = await ask("sprint.why", { figure: "committed", team: "core" });
  expect(proof.result).toMatchObject({ value: null, rows: [], reason: result.state_rule });
});

it("refuses a team of two, whose figures would be about them", async () => {
  const { ask } = await sprintHouse("sqlite", { tickets: false, pulls: false, members: 2 });
  await expect(ask("sprint", { team: "core" })).rejects.toThrow("fewer than 3 people");
});

itOnSample("sums up who is away without a name, and names a sprint that is asked for", async () => {
  const { ask, directory, people } = await sprintHouse("sqlite");
  const signature = { by: "slack:U1", at: new Date("2026-08-01") };
  for (const person of people.slice(0, 2)) {
    await directory.addAbsence({ person, from: "2026-08-11", to: "2026-08-12" }, signature);
  }
  const { capacity } = (await ask("sprint", MIDDLE)).result;
  expect(capacity).toMatchObject({ people: 3, away_days: 4 });
  const third = (await ask("sprint", { ...MIDDLE, sprint: "sprint 3" })).result;
  expect(third.sprint).toMatchObject({ name: "Sprint 3", is_running: false });
  expect((await ask("sprint", { ...MIDDLE, sprint: "Nope" })).result.state_rule).toContain("no sprint “Nope”");
});

it.each([
  ["sprint", { name: "sprint", input: {} }],
  ["sprint 7", { name: "sprint", input: { days: 7 } }],
  ["sprint core 7", { name: "sprint", input: { team: "core", days: 7 } }],
  ["/sprint-health 7", { name: "sprint", input: { days: 7 } }],
  [
    "sprint post <#C024BE91L|eng> 7",
    { name: "messages.post", input: { channel: "C024BE91L", call: { name: "sprint", input: { days: 7 } } } },
  ],
  ["status core", { name: "status", input: { team: "core" } }],
  ["weekly", { name: "weekly", input: {} }],
])("hears “%s”", (text, call) => {
  expect(readSentence(catalogue, text)).toMatchObject({ call });
});

itOnSample("draws the burndown with gaps for the days to come, and says in a sentence what it shows", async () => {
  const { ask } = await sprintHouse("sqlite");
  const { result, view } = await ask("sprint", MIDDLE);
  const coming = result.burndown.filter(({ remaining }: { remaining: number | null }) => remaining === null).length;
  expect(coming).toBeGreaterThan(0);
  const text = renderText(view);
  expect(text).toContain("·".repeat(coming));
  expect(text).toMatch(/Burndown: \d+ points left of a scope of \d+ on 2026-08-\d+, [\d.]+ (more|less) than/);
  const { shown } = renderMessages(view, { name: "sprint", input: MIDDLE });
  expect(shown.length).toBeGreaterThan(0);
  for (const { blocks } of shown) expect(blocks.length).toBeLessThanOrEqual(50);
});

interface Proof {
  made: string;
  rows: { value: number | null; included: boolean; reason: string }[];
}

/** What the rows come to, as the proof says that its value is made of them. */
function recount({ made, rows }: Proof): number | null {
  const counted = rows.filter(({ included }) => included).map(({ value }) => value ?? 0);
  const sum = counted.reduce((total, value) => total + value, 0);
  if (made === "median") return percentile(counted, 0.5);
  if (made === "count") return counted.length;
  const divisor = rows.filter(({ reason }) => reason === DIVISOR).reduce((total, { value }) => total + (value ?? 0), 0);
  if (made === "rate") return divisor === 0 ? null : sum / divisor;
  return sum;
}
