import { describe, expect, it } from "vitest";
import { createModelHouse } from "../../support/model.ts";
import { openPlanning, scriptPlans } from "../../support/planning.ts";

const IDEA = "Customers wait a week for their refund. Let the scan of the parcel begin it.";
const BEN = { kind: "person" as const, id: "slack:U0BEN" };

describe("an idea", () => {
  it.each([
    ["nothing but spaces", { idea: "   " }, /There is no idea yet/],
    ["a title of signs", { idea: "Refunds", title: "🚀🚀" }, /no letter in it/],
    ["signs alone", { idea: "🚀 !!" }, /There is no idea yet/],
    ["200 kB of text", { idea: "word ".repeat(40_000) }, /That is too long/],
    [
      "too much in all fields together",
      { idea: "a ".repeat(9_000), context: "b ".repeat(9_000) },
      /has 36,000 characters/,
    ],
    ["a project that is not there", { idea: "Refunds", project: "moon" }, /There is no project “MOON”/],
  ])("of %s is refused with a word, and nothing is kept", async (_what, input, words) => {
    const house = await openPlanning();
    expect(await house.ask("plan", input)).toMatchObject({ status: "refused", message: expect.stringMatching(words) });
    expect(await house.claim()).toEqual([]);
  });

  it("goes to the project whose key somebody types, in capitals or not", async () => {
    const house = await openPlanning();
    const project = { key: "API", name: "API", tracker: "jira" };
    expect(await house.ask("projects.create", project)).toMatchObject({ status: "done" });
    for (const typed of ["API", "api"]) await house.ask("plan", { idea: IDEA, project: typed });
    await house.drain();
    const prds = await house.ports.prds.list({ limit: 10 });
    expect(prds.map((prd) => prd.project)).toEqual(["API", "API"]);
  });

  it("is asked for in a form where nothing was said", async () => {
    const { ask } = await openPlanning();
    const asked = await ask("plan");
    expect(asked).toMatchObject({ status: "done", result: { plan: null } });
    expect(JSON.stringify("view" in asked && asked.view.nodes)).toContain('"type":"form"');
  });

  it("is asked for in words where there are no forms", async () => {
    const { invoke } = await openPlanning();
    const call = { name: "plan", input: {}, actor: { kind: "operator", id: "local-operator" } } as const;
    expect(await invoke({ ...call, origin: { surface: "cli" } })).toMatchObject({
      ...{ status: "refused", message: expect.stringContaining('adjutant plan "') },
    });
  });

  it("is shown to whoever had it and where they had it, and to nobody else", async () => {
    const { ask } = await openPlanning();
    const asked = await ask("plan", { idea: IDEA });
    const { plan } = ("result" in asked ? asked.result : {}) as { plan: string };
    expect(await ask("plan.show", { plan })).toMatchObject({ status: "done" });
    expect(await ask("plan.show", { plan }, { actor: BEN })).toMatchObject({ status: "done" });
    expect(await ask("plan.show", { plan }, { actor: BEN, channel: "C0OTHER" })).toMatchObject({ code: "forbidden" });
  });
});

it("plans forty of fifty ideas, and says of the other ten what is wrong with them", async () => {
  const { model } = await createModelHouse({ script: scriptPlans });
  const house = await openPlanning({ model });
  const bad = ["", "🚀", "word ".repeat(50_000), "...", "  "];
  const ideas = Array.from({ length: 50 }, (_, index) =>
    index % 5 === 4 ? (bad[((index - 4) / 5) % 5] ?? "") : `${IDEA} ${index}`,
  );
  const begun = await house.ask("plan.batch", { ideas }, { channel: null });
  const { batch, plans, refused } = ("result" in begun ? begun.result : {}) as {
    batch: string;
    plans: [];
    refused: { reason: string }[];
  };
  expect([plans.length, refused.length]).toEqual([40, 10]);
  for (const { reason } of refused) expect(reason).toMatch(/no idea yet|too long/);
  await house.drain();
  expect(await house.ask("plan.batch-show", { batch }, { channel: null })).toMatchObject({
    result: { done: 40, failed: 0, running: 0 },
  });
  expect(await house.ports.prds.list({ limit: 100 })).toHaveLength(40);
  expect(house.said).toEqual([]);
});
