import { expect, it } from "vitest";
import { createModelHouse } from "../../support/model.ts";
import { openPrd, wordsOf } from "./house.ts";

async function openWith(script: () => string) {
  const { model } = await createModelHouse({ script });
  const house = await openPrd({ model });
  await house.ask("write", { prd: 1, base: "main", section: 1, text: "## Goals\n- Two clicks." });
  return house;
}

it("has a model say what changed in substance, and says whose words these are", async () => {
  const answer = { summary: "The goal is two clicks. See https://collector.evil.example/x.", cites: ["S1"] };
  const { ask } = await openWith(() => JSON.stringify(answer));
  const { result, view } = await ask("changelog", { prd: 1 });
  expect(result.summary).toMatchObject({ text: expect.stringContaining("two clicks"), notice: null });
  expect(result.changes).toEqual(["“Goals” changed: 1 line came, 1 line went."]);
  expect(wordsOf(view)).toContain("The words above are by");
  expect(wordsOf(view)).not.toContain("evil.example");
});

it("tells the differences all the same when the model answers nonsense", async () => {
  const { ask } = await openWith(() => "I am sorry, Dave.");
  const { result, view } = await ask("changelog", { prd: 1 });
  expect(result.summary).toMatchObject({ text: null, notice: expect.any(String) });
  expect(wordsOf(view)).toContain("“Goals” changed");
  expect(wordsOf(view)).not.toContain("Dave");
});

it("asks no model where nothing changed", async () => {
  const { ask } = await openWith(() => JSON.stringify({ summary: "Much.", cites: [] }));
  expect((await ask("changelog", { prd: 1, from: "v2", to: "v2" })).result).toMatchObject({
    summary: null,
    changes: [],
  });
});
