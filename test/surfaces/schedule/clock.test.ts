import { describe, expect, it } from "vitest";
import { createTicker } from "#surfaces/schedule/clock";
import { changesIn, LIVES, live, makeSchedule, ZONES } from "../../support/clock.ts";

const YEAR = 2026;
/** The proof ticks every minute; for the suite this is often enough. */
const STEP_MS = 30 * 60_000;

describe.each(LIVES)("$name", (life) => {
  it.each(ZONES)("posts each slot, or says why not, around both changes of clocks in %s", async (zone) => {
    for (const change of changesIn(zone, YEAR)) {
      const { missed, misjudged, posted, skipped, slots } = await live(life, zone, { change, step: STEP_MS });
      expect({ missed, misjudged }).toEqual({ missed: [], misjudged: [] });
      expect(posted + skipped).toBe(slots);
      // While somebody is there, an hour that clocks leave out is skipped in favour of the next, and nothing else.
      if (life.replicas === 1) expect(skipped).toBeLessThanOrEqual(1);
    }
  });
});

it("tries again what it could not claim, and stops claiming when it is told to", async () => {
  let now = new Date("2026-11-20T09:30:30Z");
  let isDown = true;
  const claimed: string[] = [];
  const ticker = createTicker({
    ...{
      repetitions: [{ name: "sweep", cron: "*/10 * * * *" }],
      now: () => now,
      onClaimed: () => {},
      onError: () => {},
    },
    claimChore: async ({ name, localTime }) => {
      if (isDown) throw new Error("The database is away.");
      return claimed.push(`${name} ${localTime}`) > 0;
    },
    scheduled: async () => ({ schedules: [makeSchedule({ activeFrom: new Date("2026-11-20T09:00Z") })], teams: [] }),
    claim: async (id, { localTime, verdict }) => claimed.push(`${id} ${localTime} ${verdict}`) > 0,
  });
  await expect(ticker.tick()).rejects.toThrow("away");
  isDown = false;
  now = new Date("2026-11-20T09:31:30Z");
  await ticker.tick();
  expect(claimed).toEqual(["sweep 09:30", "1 09:30 on_time"]);
  ticker.stop();
  now = new Date("2026-11-20T09:41:30Z");
  await ticker.tick();
  expect(claimed).toHaveLength(2);
});

it("posts nothing for a schedule that cannot be read, and goes on with the others", async () => {
  const faults: unknown[] = [];
  const claimed: number[] = [];
  const from = { activeFrom: new Date("2026-11-20T09:00Z") };
  const ticker = createTicker({
    ...{ repetitions: [], now: () => new Date("2026-11-20T09:31Z"), onClaimed: () => {}, claimChore: async () => true },
    scheduled: async () => ({
      schedules: [
        makeSchedule({ ...from, id: 1, cron: "nonsense" }),
        makeSchedule({ ...from, id: 2, paused: { at: new Date(), by: "slack:U1", why: null } }),
        makeSchedule({ ...from, id: 3 }),
      ],
      teams: [],
    }),
    claim: async (id) => claimed.push(id) > 0,
    onError: (error) => void faults.push(error),
  });
  await ticker.tick();
  expect(claimed).toEqual([3]);
  expect(faults).toHaveLength(1);
});
