import { checkNumber, checkOneOf, checkString } from "./constraints.ts";
import { at, find, type Inspector, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";

export function checkForm(inspector: Inspector, spot: Spot, form: RegExp): void {
  const { value } = spot;
  if (value === undefined) return;
  if (typeof value !== "string" || !form.test(value)) find(inspector, spot, { type: "format", expected: String(form) });
}

export function checkTextInput(inspector: Inspector, spot: Spot): void {
  for (const name of ["min_length", "max_length"]) {
    checkNumber(inspector, at(spot, name), { min: 0, max: LIMITS.inputLength });
  }
  checkString(inspector, at(spot, "initial_value"), { min: 0, max: LIMITS.inputLength, isOptional: true });
}

export function checkNumberInput(inspector: Inspector, spot: Spot): void {
  checkOneOf(inspector, at(spot, "is_decimal_allowed"), [true, false]);
  for (const name of ["min_value", "max_value", "initial_value"]) {
    checkString(inspector, at(spot, name), { max: LIMITS.optionText, isOptional: true });
  }
}

export function checkOther(inspector: Inspector, spot: Spot): void {
  checkNumber(inspector, at(spot, "min_query_length"), { min: 0, max: LIMITS.inputLength });
}
