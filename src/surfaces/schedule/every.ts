const HOUR_MIN = 60;
/** Steps that divide the hour and the day, so that every distance is the same: a step of 45 would leave 45 minutes, then 15. */
const MINUTES = [30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1];
const HOURS = [24, 12, 8, 6, 4, 3, 2, 1];

/** The cron line for the longest even distance that is not longer than so many minutes, of which there is at least one. */
export function everyMinutes(minutes: number): string {
  const hours = HOURS.find((step) => step * HOUR_MIN <= minutes);
  if (hours !== undefined) return hours === 24 ? "0 0 * * *" : `0 */${hours} * * *`;
  return `*/${MINUTES.find((step) => step <= minutes) ?? 1} * * * *`;
}
