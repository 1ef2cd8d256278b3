const SKEW_MS_MAX = 5_000;

/** Throws when somebody else's clock and ours are too far apart for signatures and times to be trusted. */
export function assertClock(who: string, theirs: Date): void {
  const skewMs = Date.now() - theirs.getTime();
  if (Math.abs(skewMs) <= SKEW_MS_MAX) return;
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  throw new Error(`${who} and this machine disagree by ${seconds} s on the time. Run NTP on both.`);
}

/** The same for the time that a reply says it is. */
export function assertDate(who: string, headers: Headers): void {
  const date = headers.get("date");
  if (date) assertClock(who, new Date(date));
}
