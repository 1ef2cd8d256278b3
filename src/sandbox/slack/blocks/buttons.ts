import { checkOneOf, checkString } from "./constraints.ts";
import { at, type Inspector, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkPlain, checkUrl } from "./text.ts";

export function checkButton(inspector: Inspector, spot: Spot): void {
  checkPlain(inspector, at(spot, "text"), LIMITS.buttonText);
  checkString(inspector, at(spot, "value"), { max: LIMITS.buttonValue, isOptional: true });
  checkUrl(inspector, at(spot, "url"));
  checkString(inspector, at(spot, "accessibility_label"), { max: LIMITS.accessibilityLabel, isOptional: true });
  const style = at(spot, "style");
  if (style.value !== undefined) checkOneOf(inspector, style, ["primary", "danger"]);
}

export function checkIconButton(inspector: Inspector, spot: Spot): void {
  checkPlain(inspector, at(spot, "text"), LIMITS.buttonText);
  checkString(inspector, at(spot, "icon"), { max: LIMITS.id });
  checkString(inspector, at(spot, "value"), { max: LIMITS.buttonValue, isOptional: true });
}

export function checkFeedback(inspector: Inspector, spot: Spot): void {
  for (const name of ["positive_button", "negative_button"]) {
    checkPlain(inspector, at(at(spot, name), "text"), LIMITS.buttonText);
    checkString(inspector, at(at(spot, name), "value"), { max: LIMITS.buttonValue });
  }
}
