/** A process that says nothing for so long has died; another then takes over what it left. */
export const LEASE_MS = 10_000;

export function leaseFrom(now: Date): { now: Date; until: Date } {
  return { now, until: new Date(now.getTime() + LEASE_MS) };
}
