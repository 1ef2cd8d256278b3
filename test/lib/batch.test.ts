import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { createBatch } from "#lib/batch";

it("writes together what comes in one turn, and gives each caller its own result", async () => {
  const batches: number[][] = [];
  const add = createBatch(async (items: number[]) => {
    batches.push(items);
    return items.map((item) => item * 2);
  });
  expect(await Promise.all([1, 2, 3].map(add))).toEqual([2, 4, 6]);
  expect(batches).toEqual([[1, 2, 3]]);
});

it("collects what comes while a write is under way into the next", async () => {
  const batches: number[][] = [];
  const add = createBatch(async (items: number[]) => {
    batches.push(items);
    await pause(20);
    return items;
  });
  const first = add(1);
  await pause(5);
  await Promise.all([first, add(2), add(3)]);
  expect(batches).toEqual([[1], [2, 3]]);
});

it("passes a failed write to exactly those whose items were in it, and goes on", async () => {
  const add = createBatch(async (items: string[]) => {
    if (items.includes("bad")) throw new Error("disk full");
    return items;
  });
  const [good, bad] = await Promise.allSettled([add("bad"), add("with it")]);
  expect([good?.status, bad?.status]).toEqual(["rejected", "rejected"]);
  expect(await add("later")).toBe("later");
});

it("splits what is more than a batch may hold", async () => {
  const sizes: number[] = [];
  const add = createBatch(async (items: number[]) => {
    sizes.push(items.length);
    return items;
  }, 10);
  await Promise.all(Array.from({ length: 25 }, (_, number) => add(number)));
  expect(sizes).toEqual([10, 10, 5]);
});
