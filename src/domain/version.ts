import { sha256 } from "#lib/hash";
import type { FactValue } from "./fact-tables.ts";

const HASH_LENGTH = 16;
/** Instants to the millisecond up to the year 5138 fill this many digits, so that versions compare as text. */
const INSTANT_DIGITS = 14;

/** The vendor's time of change, then how far along it is, then the content itself: never the order of arrival. */
export function toVersion(at: number, rank: number | string, content: (FactValue | null)[]): string {
  const hash = sha256(JSON.stringify(content)).slice(0, HASH_LENGTH);
  return `${String(at).padStart(INSTANT_DIGITS, "0")}.${rank}.${hash}`;
}

/** The instant with which a version begins; null of the empty one, which is older than all. */
export function instantOf(version: string): number | null {
  return version === "" ? null : Number(version.slice(0, INSTANT_DIGITS));
}
