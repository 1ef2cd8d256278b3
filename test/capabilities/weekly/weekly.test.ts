import { describe, expect, it } from "vitest";
import { hasSample } from "../../support/sample.ts";
import { sprintHouse } from "../../support/sprint-house.ts";
import { dialects } from "../../support/stores.ts";

const itOnSample = it.runIf(hasSample);
const FRIDAY = { team: "core", as_of: "2026-06-05T07:00:00Z" };

describe.each(dialects)("the week (%s)", (dialect) => {
  itOnSample("tells what was shipped by release and theme, what was closed, and the usual of six weeks", async () => {
    const { ask } = await sprintHouse(dialect);
    const { result, view } = await ask("weekly", { team: "core", as_of: "2026-08-14T07:00:00Z" });
    expect(result).toMatchObject({
      week: { from: "2026-08-10", to: "2026-08-14" },
      generated_by: "template",
      words: [],
    });
    expect(result.closed_tickets).toHaveLength(result.totals.closed);
    expect(result.medians_6w.merged).toBeGreaterThan(0);
    const shown = view.nodes.flatMap((node) => (node.type === "figures" ? node.figures : []));
    for (const { why, value } of shown.filter((figure) => figure.why)) {
      expect((await ask(why?.name ?? "", why?.input)).result.value).toBe(value);
    }
  });

  itOnSample("gives the same bytes for the same moment", async () => {
    const { ask } = await sprintHouse(dialect);
    const [one, two] = [await ask("weekly", FRIDAY), await ask("weekly", FRIDAY)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });
});

itOnSample("names every release of the week, and counts each change once", async () => {
  const { ask } = await sprintHouse("sqlite");
  const { result } = await ask("weekly", FRIDAY);
  const releases = result.shipped.map(({ release }: { release: string }) => release);
  expect(releases).toContain("v3.2.5");
  const changes = result.shipped.flatMap(({ themes }: { themes: { changes: { subject: string }[] }[] }) =>
    themes.flatMap((theme) => theme.changes.map(({ subject }) => subject)),
  );
  expect(new Set(changes).size).toBe(result.shipped_count);
  expect(changes).toHaveLength(result.shipped_count);
  expect(result.incidents).toMatchObject([{ state: "resolved" }]);
});

itOnSample("keeps the status within the length that was asked for, whole lines only", async () => {
  const { ask } = await sprintHouse("sqlite");
  for (const length of [200, 800, 4_000]) {
    const { result, view } = await ask("status", { ...FRIDAY, length });
    expect(result.text.length).toBeLessThanOrEqual(length);
    const all = result.sections.flatMap(({ lines }: { lines: string[] }) => lines);
    for (const line of all) expect(result.text).toContain(line);
    expect(JSON.stringify(view.nodes).includes("left out at this length")).toBe(result.left_out > 0);
  }
  await expect(ask("status", { ...FRIDAY, length: 9_000 })).rejects.toThrow();
});

it("says no data, never 0, where nothing was heard, and refuses a team of two", async () => {
  const { ask } = await sprintHouse("sqlite", { tickets: false, pulls: false });
  const { result, view } = await ask("weekly", { team: "core" });
  expect(result).toMatchObject({
    shipped: null,
    closed_tickets: null,
    totals: { merged: null, deployed: null, closed: null },
  });
  expect(view.text).toContain("no data on what was merged");
  const small = await sprintHouse("sqlite", { tickets: false, pulls: false, members: 2 });
  await expect(small.ask("weekly", { team: "core" })).rejects.toThrow("fewer than 3 people");
});
