import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import type { Events } from "#kernel/ports/events";
import { DAY_MS } from "#lib/time";
import { notePurge } from "#store/audit-purge";
import type { Store } from "#store/db";

const DAYS_MAX = 3_650;

export interface PurgeDesk {
  store: Store;
  events: Pick<Events, "countPayloads" | "purgePayloads">;
  now(): Date;
}

/** `adjutant purge`: drops the raw bodies of old deliveries; what was understood of them stays, and every figure with it. */
export function purge(open: () => Promise<PurgeDesk>): Operation {
  return {
    name: "purge",
    usage: "adjutant purge --days N [--dry-run yes] [--json]",
    summary: "Drop raw payloads received more than so many days ago; facts and figures stay as they are.",
    async run({ fields, json, terminal }) {
      const [days, isDry] = [readDays(fields["days"]), readDry(fields["dry_run"])];
      const desk = await open();
      const before = new Date(desk.now().getTime() - days * DAY_MS);
      const payloads = isDry ? await desk.events.countPayloads(before) : await drop(desk, before);
      const report = { before: before.toISOString(), payloads, dry_run: isDry };
      terminal.print(json ? JSON.stringify(report) : describe(report));
      return true;
    },
  };
}

async function drop({ store, events, now }: PurgeDesk, before: Date): Promise<number> {
  let payloads = 0;
  for (let some = await events.purgePayloads(before); some > 0; some = await events.purgePayloads(before)) {
    payloads += some;
  }
  await notePurge(store, { by: "local-operator", before, payloads }, now());
  return payloads;
}

function describe({ before, payloads, dry_run }: { before: string; payloads: number; dry_run: boolean }): string {
  const what = `${payloads} payloads received before ${before}`;
  return dry_run ? `${what} would be dropped. Nothing was changed.` : `${what} are dropped. Facts stay as they are.`;
}

function readDays([given]: string[] = []): number {
  const days = Number(given);
  if (given === undefined || !Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    throw new UserError(`Say how many days to keep, 1 to ${DAYS_MAX}: --days 30`);
  }
  return days;
}

function readDry([given = "no"]: string[] = []): boolean {
  if (given !== "yes" && given !== "no") throw new UserError("Say --dry-run yes to have them counted only.");
  return given === "yes";
}
