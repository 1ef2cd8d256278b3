import { isJson, type Json } from "../model.ts";

/** Something Slack would refuse, and where: a JSON Pointer from what was sent. */
export interface Finding {
  pointer: string;
  code: "failed_constraint";
  message: string;
  constraint: { type: string; expected: unknown; got: unknown };
  field: string;
}

export interface Inspector {
  findings: Finding[];
  surface: "message" | "modal" | "home";
  /** Block and action ids seen so far. */
  ids: Set<string>;
  /** Characters of all texts so far. */
  textLength: number;
  tables: number;
  markdown: number;
}

/** A value and where it stands. */
export interface Spot {
  value: unknown;
  pointer: string;
}

const FINDINGS_MAX = 50;
const ID_MAX = 255;

export function createInspector(surface: Inspector["surface"]): Inspector {
  return { findings: [], surface, ids: new Set(), textLength: 0, tables: 0, markdown: 0 };
}

export function find(
  inspector: Inspector,
  { pointer, value: got }: Spot,
  { type, expected, message }: { type: string; expected: unknown; message?: string },
): void {
  if (inspector.findings.length >= FINDINGS_MAX) return;
  const shown = typeof got === "string" && got.length > 60 ? `${got.slice(0, 60)}…` : got;
  inspector.findings.push({
    pointer,
    code: "failed_constraint",
    message: message ?? `${type} failed: expected ${String(expected)}`,
    constraint: { type, expected, got: shown },
    field: pointer.split("/").at(-1) ?? "",
  });
}

export function at({ value, pointer }: Spot, key: string | number): Spot {
  const inner = isJson(value) || Array.isArray(value) ? (value as Json)[key] : undefined;
  return { value: inner, pointer: `${pointer}/${key}` };
}

/** The entries of a list with their places; a finding when it is none or its length is out of range. */
export function listAt(inspector: Inspector, spot: Spot, { min = 1, max }: { min?: number; max: number }): Spot[] {
  const { value } = spot;
  if (!Array.isArray(value)) {
    find(inspector, spot, { type: "type", expected: "array" });
    return [];
  }
  if (value.length < min) find(inspector, spot, { type: "min_items", expected: min });
  if (value.length > max) find(inspector, spot, { type: "max_items", expected: max });
  return value.slice(0, max).map((_, index) => at(spot, index));
}

/** A string within its length. */
export function checkString(
  inspector: Inspector,
  spot: Spot,
  { min = 1, max, isOptional = false }: { min?: number; max: number; isOptional?: boolean },
): void {
  const { value } = spot;
  if (value === undefined && isOptional) return;
  if (typeof value !== "string") find(inspector, spot, { type: "required", expected: "string" });
  else if (value.length < min) find(inspector, spot, { type: "min_length", expected: min });
  else if (value.length > max) {
    const message = `must be less than ${max + 1} characters`;
    find(inspector, spot, { type: "max_length", expected: max, message });
  }
}

export function checkOneOf(inspector: Inspector, spot: Spot, allowed: readonly unknown[]): void {
  if (!allowed.includes(spot.value)) find(inspector, spot, { type: "enum", expected: allowed.join(", ") });
}

export function checkNumber(
  inspector: Inspector,
  spot: Spot,
  { min, max, isOptional = true }: { min: number; max: number; isOptional?: boolean },
): void {
  const { value } = spot;
  if (value === undefined && isOptional) return;
  if (typeof value !== "number" || !Number.isFinite(value) || value < min || value > max) {
    find(inspector, spot, { type: "range", expected: `${min} to ${max}` });
  }
}

/** An id that no other block or element of the message has. */
export function checkId(inspector: Inspector, spot: Spot, scope: string): void {
  const { value } = spot;
  if (value === undefined) return;
  checkString(inspector, spot, { max: ID_MAX });
  const key = `${scope}:${String(value)}`;
  if (inspector.ids.has(key)) find(inspector, spot, { type: "unique", expected: "an id used once" });
  inspector.ids.add(key);
}
