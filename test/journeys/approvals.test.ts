import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADA, APPROVE, ask, CARLA, type DecidingHouse, openDecidingHouse } from "../support/decisions.ts";
import { dialects } from "../support/stores.ts";

describe.each(dialects)("what somebody agreed to (%s)", (dialect) => {
  const here = it.runIf(dialect === "sqlite");
  let at: DecidingHouse;

  beforeAll(async () => {
    at = await openDecidingHouse(dialect);
  }, 60_000);

  afterAll(() => at?.close());

  it("goes from a stale pull request to GitHub, once, and is told on the card and in the audit", async () => {
    const nudge = await at.nudge();
    const { number, subject } = nudge;
    expect(await at.cardSays(number, "Who may decide")).toContain(`Comment on ${subject}`);
    const own = await at.press(number, { user: ADA, name: APPROVE });
    expect(own.text).toContain("Somebody else has to agree to what you proposed.");
    expect(at.remarks(nudge)).toEqual([]);

    await at.press(number, { user: CARLA, name: APPROVE });
    const done = await at.cardSays(number, "is done");
    const { result, input } = await at.find(number);
    const { url } = JSON.parse(result ?? "");
    for (const part of ['"Approved by "', `"user_id":"${CARLA}"`, url]) expect(done).toContain(part);
    expect(at.remarks(nudge)).toEqual([`${JSON.parse(input).body}\n\n<!-- adjutant:effect=${nudge.id} -->`]);

    const [asked, agreed] = [`proposed by slack:${ADA}`, `approved by slack:${CARLA}`];
    expect(await at.story(number)).toEqual([asked, agreed, "begun by adjutant", "done by adjutant"]);
  });

  here("happens once when the process is killed while GitHub takes its time", async () => {
    const nudge = await at.nudge();
    at.house.sandbox.github.fault({ kind: "slow", on: "POST", ms: 700 });
    await at.press(nudge.number, { user: CARLA, name: APPROVE });
    await at.becomes(nudge.number, "performing");
    await at.house.killBot();
    expect(at.remarks(nudge)).toEqual([]);

    await at.takeFromTheDead();
    await at.house.startBot();
    await at.cardSays(nudge.number, "is done");
    expect(at.remarks(nudge)).toHaveLength(1);
  });

  here("creates a ticket where the project keeps its tickets", async () => {
    const { projects, world } = at.house.sandbox;
    const numbers: number[] = [];
    for (const { key, name, tracker } of projects) {
      await ask(at.house, "projects.create", { key, name, tracker });
      const project = tracker === "github" ? "acme/infra" : key;
      const { approval } = await ask(at.house, "issue.create", { project, title: `Made for ${key}` });
      numbers.push(approval.number);
    }
    for (const number of numbers) {
      await at.carla.type("/adjutant", `approve ${number}`);
      await at.becomes(number, "done");
    }
    const made = world.state.tickets.filter(({ title }) => title.startsWith("Made for"));
    expect(made.map(({ title, tracker }) => `${title}: ${tracker}`)).toEqual([
      "Made for API: jira",
      "Made for WEB: linear",
    ]);
    expect(world.state.issues.filter(({ title }) => title === "Made for OPS")).toHaveLength(1);
  });

  it("leaves an audit in which nothing is missing", async () => {
    expect(await at.house.adjutant("audit", "verify")).toContain("The audit is whole");
  });
});
