import { sha256 } from "#lib/hash";

/** What Jira can search for; short, because people see it, so it only leads to what carries the whole key. */
export function labelOf(key: string): string {
  return `adjutant-${sha256(key).slice(0, 8)}`;
}

/** The key in the form of a random id, which Linear takes once; always the same for the same key. */
export function linearIdOf(key: string): string {
  const hex = sha256(`adjutant:linear:${key}`);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
