const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;
const MINUTES_PER_HOUR = 60;

/** A value in words, to the precision a person reads: "12.1 days", "40 minutes", "9.1 %", "0.92 per week". */
export function describeAmount(value: number, unit: string): string {
  if (unit === "ratio") return `${round(value * 100, 1)} %`;
  if (unit === "hours") return describeHours(value);
  if (unit === "points") return `${round(value, 1)} points`;
  if (unit === "per week") return `${round(value, 2)} per week`;
  return String(round(value, 1));
}

function describeHours(hours: number): string {
  if (hours >= DAYS_FROM_HOURS) return `${round(hours / HOURS_PER_DAY, 1)} days`;
  return hours >= 1 ? `${round(hours, 1)} hours` : `${round(hours * MINUTES_PER_HOUR, 0)} minutes`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
