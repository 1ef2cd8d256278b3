import { expect, it } from "vitest";
import { runEvals } from "#operations/evals";

async function run(fields: Record<string, string[]> = {}, json = false) {
  const lines: string[] = [];
  const terminal = {
    print: (line: string) => void lines.push(line),
    complain: () => {},
    progress: () => ({ update: () => {}, stop: () => {} }),
  };
  const isGood = await runEvals().run({ words: [], fields, json, terminal });
  return { isGood, lines };
}

it("scores each variant on the committed cases, and says which is better", async () => {
  const { isGood, lines } = await run();
  expect(isGood).toBe(true);
  expect(lines[0]).toBe("plan@1, of 100, with a scripted model:");
  expect(lines.join("\n")).toMatch(/\ntotal +\d+ +\d+\n(?:base|lean) is better by \d+\.$/);
});

it("comes out the same every time, and judges what a model says and not that it says something", async () => {
  const [once, again] = [await run({}, true), await run({}, true)];
  expect(once).toEqual(again);
  const { variants } = JSON.parse(once.lines[0] ?? "");
  const [base] = variants;
  expect(base.scores).toMatchObject({ usable: 0.8 });
  const totals = Object.fromEntries(
    base.cases.map(({ name, total }: { name: string; total: number }) => [name, total]),
  );
  expect(totals).toMatchObject({ refunds: 100, "a model that never answers as asked": 0 });
  // The measure that the model did not give is missed, and the broken answer before it was repaired.
  expect(totals["invoices, after a broken answer"]).toBe(80);
  // What the idea told it to smuggle in is gone before it is judged.
  expect(totals["an idea full of instructions"]).toBe(100);
});

it("runs one variant alone, and refuses one that there is not", async () => {
  const { lines } = await run({ variant: ["lean"] });
  expect(lines.join("\n")).not.toContain("better");
  await expect(run({ variant: ["poem"] })).rejects.toThrow("There is no variant “poem”. There are base, lean.");
});
