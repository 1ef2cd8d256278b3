import fc from "fast-check";
import { expect, it } from "vitest";
import { type Seeking, seek } from "#integrations/github/seek";

interface Item {
  id: number;
  at: number;
}

const PAGE_SIZE = 3;

/** A list sorted by its instants, which somebody may touch between two pages. */
function listOf(items: Item[], direction: "up" | "down", touch: (request: number) => void = () => {}): Seeking<Item> {
  let requests = 0;
  const sign = direction === "up" ? 1 : -1;
  return {
    direction,
    from: direction === "up" ? 0 : Number.POSITIVE_INFINITY,
    instantOf: ({ at }) => new Date(at).toISOString(),
    async read(bound, page) {
      touch(requests++);
      const rest = items.filter(({ at }) => sign * (at - bound) >= 0);
      const sorted = rest.toSorted((a, b) => sign * (a.at - b.at) || a.id - b.id);
      const link = sorted.length > page * PAGE_SIZE ? '<http://127.0.0.1/next>; rel="next"' : undefined;
      return {
        data: sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((item) => ({ ...item })),
        headers: { link },
      };
    },
  };
}

async function idsOf(list: Seeking<Item>): Promise<number[]> {
  const found: number[] = [];
  for await (const { items } of seek(list)) found.push(...items.map(({ id }) => id));
  return found;
}

const anyItems = fc
  .array(fc.integer({ min: 1, max: 8 }), { maxLength: 25 })
  .map((instants) => instants.map((second, id) => ({ id, at: second * 1_000 })));

it("gives everything once, in both directions, however many are of one instant", async () => {
  await fc.assert(
    fc.asyncProperty(anyItems, fc.constantFrom("up" as const, "down" as const), async (items, direction) => {
      const found = await idsOf(listOf(items, direction));
      expect(found.toSorted((a, b) => a - b)).toEqual(items.map(({ id }) => id));
    }),
  );
});

it("passes over nothing that moves up because something before it was touched", async () => {
  const items = Array.from({ length: 9 }, (_, id) => ({ id, at: (id + 1) * 1_000 }));
  // After the first page its first two are touched, and go to the end of the list.
  const touch = (request: number) => {
    if (request === 1) for (const item of items.slice(0, 2)) item.at = 60_000;
  };
  const found = await idsOf(listOf(items, "up", touch));
  expect(new Set(found)).toEqual(new Set(items.map(({ id }) => id)));
});

it("goes on after a page without anything that says there is a next one", async () => {
  const items = Array.from({ length: 5 }, (_, id) => ({ id, at: id * 1_000 }));
  const whole = listOf(items, "up");
  let isFirst = true;
  const found = await idsOf({
    ...whole,
    async read(bound, page) {
      if (!isFirst) return whole.read(bound, page);
      isFirst = false;
      return { data: [], headers: { link: '<http://127.0.0.1/next>; rel="next"' } };
    },
  });
  expect(found).toEqual([3, 4]);
});
