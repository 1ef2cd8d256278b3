import { expect, it } from "vitest";
import { parseCron } from "#domain/schedule/cron";
import { slotsBetween } from "#domain/schedule/slots";
import { zoneOf } from "#lib/time";
import { everyMinutes } from "#surfaces/schedule/every";

const MINUTE_MS = 60_000;
const START = new Date("2026-03-02T00:00:00Z").getTime();

/** The distances between all slots of two days, in minutes. */
function distances(cron: string): number[] {
  const timing = { pattern: parseCron(cron), zone: zoneOf("UTC") };
  const slots = slotsBetween(timing, new Date(START - MINUTE_MS), new Date(START + 2 * 1_440 * MINUTE_MS));
  const minutes = slots.map(({ at }) => (at.getTime() - START) / MINUTE_MS);
  return minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
}

it.each([
  [1, 1],
  [7, 6],
  [10, 10],
  [45, 30],
  [60, 60],
  [90, 60],
  [300, 240],
  [1_440, 1_440],
])("repeats at even distances, for every %i minutes each %i", (asked, even) => {
  expect(new Set(distances(everyMinutes(asked)))).toEqual(new Set([even]));
});
