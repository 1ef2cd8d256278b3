import { expect, it } from "vitest";
import { type Connector, type Listing, nextAttempt } from "#domain/knowledge/connector";
import { UnavailableError, UserError } from "#lib/errors";
import { DUE_QUEUE, SOURCE_QUEUE, sourceLanes } from "#operations/sources/lanes";
import { openReading } from "./reading.ts";

const SIGNAL = new AbortController().signal;

function source(key: string, list: () => Promise<Listing>): Connector {
  return { key, kind: "folder", location: key, audience: "workspace", everyMinutes: 30, list };
}

const EMPTY: Listing = { items: [], skipped: [], isComplete: true };

async function open(connectors: () => Promise<Connector[]>, assertRoom = () => {}) {
  const house = await openReading();
  const waiting = new Set<string>();
  const lanes = sourceLanes({
    ...{ ...house.desk, connectors, assertRoom },
    enqueueSource: async ({ key }) => waiting.add(key),
  });
  const handlers = Object.assign({}, ...lanes.map((lane) => lane.handlers));
  const perform = (queue: string, payload: unknown = {}) => handlers[queue]({ payload }, SIGNAL);
  async function turn() {
    await perform(DUE_QUEUE);
    const keys = [...waiting];
    waiting.clear();
    for (const key of keys) await perform(SOURCE_QUEUE, { key });
    return keys;
  }
  return { ...house, turn, perform };
}

it("reads each source when it is due, and one that fails again later and later", async () => {
  let isAway = true;
  const away = () => (isAway ? Promise.reject(new UnavailableError("It is away.")) : Promise.resolve(EMPTY));
  const { turn, skip, state } = await open(async () => [source("good", async () => EMPTY), source("bad", away)]);
  expect(await turn()).toEqual(["good", "bad"]);
  expect(await turn()).toEqual([]);
  skip(60_000);
  expect(await turn()).toEqual(["bad"]);
  skip(60_000);
  expect(await turn()).toEqual([]);
  expect(await state("bad")).toMatchObject({ error: "It is away.", failures: 2, outcome: "failed" });
  isAway = false;
  skip(60_000);
  expect(await turn()).toEqual(["bad"]);
  expect(await state("bad")).toMatchObject({ error: null, failures: 0, outcome: "complete" });
  skip(30 * 60_000);
  expect(await turn()).toEqual(["good", "bad"]);
});

it("reads nothing while the list of sources is wrong or there is no room, and nothing that is listed no more", async () => {
  let connectors = [source("a", async () => EMPTY)];
  let problem: Error | undefined = new UserError("It is wrong.");
  const house = await open(
    async () => (problem ? Promise.reject(problem) : connectors),
    () => {
      if (problem) throw new UnavailableError("The disk is full.");
    },
  );
  expect(await house.turn()).toEqual([]);
  expect(house.warnings).toHaveLength(1);
  await expect(house.perform(SOURCE_QUEUE, { key: "a" })).rejects.toThrow("The disk is full.");
  problem = undefined;
  connectors = [];
  await house.perform(SOURCE_QUEUE, { key: "a" });
  expect(await house.state("a")).toBeUndefined();
});

it("says nothing of a fault that nobody understands but where to look", async () => {
  const broken = source("a", () => Promise.reject(new Error("secret words of somebody else")));
  const { read, warnings } = await open(async () => [broken]);
  expect((await read(broken)).error).toBe("It could not be read. The log says more.");
  expect(warnings).toHaveLength(1);
});

it("waits as long as it is asked to, and never more than six hours", () => {
  const now = new Date("2026-11-16T09:00:00Z");
  const waits = (failures: number, retryMs?: number) =>
    nextAttempt(now, failures, retryMs === undefined ? undefined : new Date(now.getTime() + retryMs)).getTime() -
    now.getTime();
  expect([waits(1), waits(2), waits(4), waits(50)]).toEqual([60_000, 120_000, 480_000, 6 * 3_600_000]);
  expect([waits(1, 600_000), waits(1, 1e12), waits(4, 1_000)]).toEqual([600_000, 6 * 3_600_000, 480_000]);
});
