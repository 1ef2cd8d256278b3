import { describe, expect, it } from "vitest";
import { hasSample } from "../../support/sample.ts";
import { HALF_TIME, sprintHouse } from "../../support/sprint-house.ts";
import { dialects } from "../../support/stores.ts";

const itOnSample = it.runIf(hasSample);
const MIDDLE = { team: "core", as_of: HALF_TIME };

describe.each(dialects)("the standup of a team with a tracker (%s)", (dialect) => {
  itOnSample(
    "says what was closed, what is in progress by epic, what is in the way and how the sprint stands",
    async () => {
      const { ask } = await sprintHouse(dialect);
      const { result, view } = await ask("standup", MIDDLE);
      expect(result.sprint).toMatch(/^Sprint 6: day 6 of 10, \d+ of \d+ points left, (at risk|watch|on track)$/);
      expect(result.closed_tickets).toEqual(result.closed.map(({ subject }: { subject: string }) => subject));
      const doing = result.in_progress_by_epic.flatMap(({ items }: { items: { subject: string }[] }) => items);
      const ages = (await ask("sprint.why", { figure: "ageing", ...MIDDLE })).result;
      expect(doing).toHaveLength(ages.rows_total);
      for (const words of result.carried_over) expect(result.blockers).toContain(words);
      expect(result.blockers.length).toBeGreaterThan(0);
      expect(JSON.stringify(view.nodes)).toContain(result.sprint);
    },
  );
});

itOnSample("has no sprint of a team of two, and the rest of the standup all the same", async () => {
  const { ask } = await sprintHouse("sqlite", { members: 2 });
  const { result } = await ask("standup", MIDDLE);
  expect(result).toMatchObject({ sprint: null, todo: expect.any(Number), backlog: expect.any(Number) });
});

it("says no data of tickets where no tracker was heard of", async () => {
  const { ask } = await sprintHouse("sqlite", { tickets: false, pulls: false });
  const { result } = await ask("standup", { team: "core" });
  const nothing = { blockers: null, closed: null, closed_tickets: null, in_progress_by_epic: null, todo: null };
  expect(result).toMatchObject({ ...nothing, backlog: null, sprint: null, carried_over: null });
});

it("names what was asked for in a channel that everybody may read, and nothing of a private one", async () => {
  const { ask, talk } = await sprintHouse("sqlite", { tickets: false, pulls: false });
  for (const [id, channel] of [
    ["1", "CPUBLIC1"],
    ["2", "CPRIVATE1"],
  ] as const) {
    const at = new Date("2026-11-19T12:00:00Z");
    const heard = { id, channel, ts: `1.${id}`, subject: `Mend ${channel}`, at, approval: null };
    await talk.note({ ...heard, kind: "create", confidence: 0.5, reason: "asked", outcome: "asked" });
  }
  const { result, view } = await ask("standup", { team: "core" });
  expect(result.untracked_talk).toEqual([{ channel: "CPUBLIC1", ts: "1.1", title: "Mend CPUBLIC1" }]);
  expect(JSON.stringify(view)).not.toContain("CPRIVATE1");
});
