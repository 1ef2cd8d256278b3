import { hash } from "node:crypto";
import canonicalize from "canonicalize";

/** JSON with its keys in order: equal values give equal text, whichever engine reordered them in between. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlainObject(inner) ? sortKeys(inner) : inner));
}

/**
 * JSON by RFC 8785, for what is hashed and kept for others to check. Half a character, which the standard does not allow,
 * becomes a replacement character, and what is undefined is left out.
 */
export function jcs(value: unknown): string {
  return canonicalize(toWellFormed(value)) ?? "null";
}

function toWellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toWellFormed);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), toWellFormed(inner)]));
}

export function sha256(text: string | Buffer): string {
  return hash("sha256", text);
}

/** A text in the form of a random id (RFC 9562, version 8), always the same for the same text; an id stays as it is. */
export function toUuid(text: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  const hex = sha256(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
