import { UnavailableError } from "#kernel/errors";
import type { Metrics } from "#lib/metrics";
import { DAY_MS } from "#lib/time";
import { type Ballast, startBallast } from "#store/ballast";
import { dialectOf } from "#store/dialect";
import { purgeDone } from "#store/jobs";
import type { App } from "./app.ts";

export type { Ballast };

/** Only a SQLite file shares its disk with us. */
export async function keepBallast(app: App, metrics: Metrics): Promise<Ballast | undefined> {
  const { config, store, events, log, now } = app;
  if (dialectOf(config.databaseUrl) !== "sqlite") return undefined;
  const retentionMs = config.retentionDays * DAY_MS;
  return startBallast({
    ...{ file: config.databaseUrl, store, log },
    purges: [() => purgeDone(store, now()), () => events.purgePayloads(new Date(now().getTime() - retentionMs))],
    onFreeBytes: (bytes) => metrics.set("disk_free_bytes", bytes),
  });
}

/** What can be asked for again has to wait, so that people and what is under way still find room. */
export function assertRoom(ballast: Ballast | undefined): void {
  const problem = ballast?.problem();
  if (problem) throw new UnavailableError(problem);
}
