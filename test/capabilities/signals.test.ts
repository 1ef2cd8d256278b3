import { expect, it } from "vitest";
import { house, type Pull } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";

const PULLS: Pull[] = [
  { number: 1, openedHoursAgo: 200 },
  { number: 2, openedHoursAgo: 3 },
];
const LATER = new Date(NOW.getTime() + 60_000);

it("shows what is snoozed with its end by the clock of who asked, and takes it back", async () => {
  const { ask, directory, signals } = await house("sqlite", PULLS);
  const ada = { vendor: "slack", handle: "U1", name: "Ada", email: null, zone: "Asia/Tokyo", kind: "human" } as const;
  await directory.see([ada], NOW);
  await signals.evaluate(NOW);
  const { view } = await ask("signals.snooze", { subject: "acme/api#1", for: "3d" });
  expect(view.text).toBe("Snoozed acme/api#1 until Mon, 23 Nov 2026, 18:00 Asia/Tokyo.");
  // Nothing is found about it yet, and it is to be left alone all the same.
  await ask("signals.snooze", { subject: "acme/api#2" });

  const { result, view: list } = await ask("signals");
  expect(result).toMatchObject({ signals: [], snoozes: [{ subject: "acme/api#2" }, { subject: "acme/api#1" }] });
  expect(JSON.stringify(list.nodes)).toContain("Bring back acme/api#1");

  for (const subject of ["acme/api#1", "acme/api#2"]) {
    expect((await ask("signals.reopen", { subject })).view.text).toBe(`${subject} is back.`);
  }
  expect((await ask("signals")).result).toMatchObject({ snoozes: [], counts: { stale_pr: 1, pr_without_review: 1 } });
  await expect(ask("signals.reopen", { subject: "acme/api#2" })).rejects.toThrow("nothing to change");
});

it("lists what is a team's, and how it stood at a moment", async () => {
  const { ask, signals } = await house("sqlite", PULLS);
  await ask("teams.save", { key: "core", repositories: ["acme/api"] });
  await ask("teams.save", { key: "web", repositories: ["acme/web"] });
  const before = new Date(NOW.getTime() - 60_000);
  await signals.evaluate(before);
  const subjects = async (input: object) => {
    const { result } = await ask("signals", input);
    return result.signals.map(({ subject, state }: { subject: string; state: string }) => `${subject} ${state}`);
  };
  expect(new Set(await subjects({ team: "core" }))).toEqual(new Set(["acme/api#1 open"]));
  expect(await subjects({ team: "web" })).toEqual([]);
  await ask("signals.acknowledge", { subject: "acme/api#1" });
  await ask("signals.snooze", { subject: "acme/api#1" });
  expect(await subjects({ team: "core" })).toEqual([]);
  expect(new Set(await subjects({ as_of: before.toISOString() }))).toEqual(new Set(["acme/api#1 open"]));
  expect(await subjects({ as_of: new Date(before.getTime() - 1).toISOString() })).toEqual([]);
  await expect(ask("signals", { team: "nope" })).rejects.toThrow("There are: core, web, and all.");
});

it("explains in words and in the zone of the report, never in the machine's", async () => {
  const { ask } = await house("sqlite", PULLS, { zone: "Europe/Berlin" });
  const views = [
    await ask("signals.explain", { subject: "acme/api#1" }),
    await ask("why", { figure: "merged_count" }),
    await ask("why", { figure: "stale_pr_count" }),
    await ask("standup"),
  ].map(({ view }) => JSON.stringify([view.text, view.nodes.filter(({ type }) => type !== "figures")]));
  expect(views.join()).not.toMatch(/"[^"]*\d{4}-\d\d-\d\dT[^"]*"/);
  expect(views[0]).toContain("Since Thu, 12 Nov 2026, 02:00 Europe/Berlin");
  expect(views[2]).toContain("for at least 2 working days");
  const [stale] = (await ask("standup", { older_than_hours: 54 })).view.nodes.flatMap((node) =>
    node.type === "figures" ? node.figures : [],
  );
  expect(stale?.note).toBe("idle 2 working days and 6 hours or more");
});

it("finds nothing to undo after the snooze is over", async () => {
  const { ask, signals } = await house("sqlite", PULLS);
  await ask("signals.snooze", { subject: "acme/api#1" });
  await signals.evaluate(new Date(LATER.getTime() + 24 * 3_600_000));
  expect((await ask("signals")).result.snoozes).toEqual([]);
});
