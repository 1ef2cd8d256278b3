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
