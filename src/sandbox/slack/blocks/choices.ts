import { checkString } from "./constraints.ts";
import { at, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkPlain, checkText } from "./text.ts";

export function checkSelect(inspector: Inspector, spot: Spot): void {
  const groups = at(spot, "option_groups");
  if (groups.value === undefined) {
    checkOptions(inspector, at(spot, "options"), LIMITS.options);
    return;
  }
  for (const group of listAt(inspector, groups, { max: LIMITS.options })) {
    checkPlain(inspector, at(group, "label"), LIMITS.optionText);
    checkOptions(inspector, at(group, "options"), LIMITS.options);
  }
}

export function checkOptions(inspector: Inspector, spot: Spot, max: number): void {
  for (const option of listAt(inspector, spot, { max })) {
    checkText(inspector, at(option, "text"), { max: LIMITS.optionText });
    checkString(inspector, at(option, "value"), { max: LIMITS.optionText * 2 });
    checkText(inspector, at(option, "description"), { max: LIMITS.optionText, isOptional: true });
  }
}
