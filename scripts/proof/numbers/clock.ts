import { changesIn, LIVES, type Life, live, ZONES } from "../../../test/support/clock.ts";
import { equal, type Figure } from "../figure.ts";
import { proveFiles } from "../suite.ts";

const MINUTE_MS = 60_000;
const YEARS = { short: [2026], long: [2026, 2027, 2028] };

/** Every slot is posted once, or skipped by its rule and said to be, whatever becomes of clocks and machines. */
export async function* proveClock(isLong: boolean): AsyncGenerator<Figure> {
  for (const life of LIVES) yield await proveLife(life, isLong);
  yield proveFiles("slots on both engines: one of all replicas claims, and its job is there exactly if the slot is", [
    "test/store/schedules.test.ts",
    "test/domain/schedule",
  ]);
}

async function proveLife(life: Life, isLong: boolean): Promise<Figure> {
  const step = isLong ? MINUTE_MS : 10 * MINUTE_MS;
  const years = YEARS[isLong ? "long" : "short"];
  const changes = ZONES.flatMap((zone) =>
    years.flatMap((year) => changesIn(zone, year).map((change) => ({ zone, change }))),
  );
  const sum = { slots: 0, accounted: 0, missed: 0, misjudged: 0 };
  for (const { zone, change } of changes) {
    const { slots, posted, skipped, missed, misjudged } = await live(life, zone, { change, step });
    sum.slots += slots;
    sum.accounted += posted + skipped;
    sum.missed += missed.length;
    sum.misjudged += misjudged.length;
  }
  const name = `the clock, ${life.name}: ${ZONES.length} zones, both changes, ${sum.slots} slots: missed, misjudged, accounted for`;
  return equal(name, [sum.missed, sum.misjudged, sum.accounted], [0, 0, sum.slots]);
}
