import type { Db } from "./db.ts";
import { count, isNull } from "./drizzle.ts";

/** How many events wait to be folded. */
export function countUnfolded(db: Db): Promise<number> {
  const { events } = db.tables;
  return db.$count(events, isNull(events.foldedAt));
}

/** How many signals there are in each state. */
export async function countSignals(db: Db): Promise<{ state: string; signals: number }[]> {
  const { signals } = db.tables;
  return db.select({ state: signals.state, signals: count() }).from(signals).groupBy(signals.state);
}
