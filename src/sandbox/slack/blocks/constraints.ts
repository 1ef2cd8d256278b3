import { find, type Inspector, type Spot } from "./inspector.ts";

const ID_MAX = 255;

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
