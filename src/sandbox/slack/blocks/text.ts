import { isJson } from "../model.ts";
import { checkOneOf, checkString } from "./constraints.ts";
import { at, find, type Inspector, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";

export interface TextRule {
  max: number;
  isPlain?: boolean;
  isOptional?: boolean;
}

/** A text object. */
export function checkText(
  inspector: Inspector,
  spot: Spot,
  { max, isPlain = false, isOptional = false }: TextRule,
): void {
  const { value } = spot;
  if (value === undefined && isOptional) return;
  if (!isJson(value)) {
    find(inspector, spot, { type: "required", expected: "text object" });
    return;
  }
  checkOneOf(inspector, at(spot, "type"), isPlain ? ["plain_text"] : ["plain_text", "mrkdwn"]);
  checkString(inspector, at(spot, "text"), { max });
  if (value["type"] === "mrkdwn" && value["emoji"] !== undefined) {
    find(inspector, at(spot, "emoji"), { type: "unexpected", expected: "no emoji with mrkdwn" });
  }
  if (typeof value["text"] === "string") inspector.textLength += value["text"].length;
}

export function checkPlain(inspector: Inspector, spot: Spot, max: number): void {
  checkText(inspector, spot, { max, isPlain: true });
}

export function checkConfirm(inspector: Inspector, spot: Spot): void {
  if (spot.value === undefined) return;
  checkPlain(inspector, at(spot, "title"), LIMITS.confirmTitle);
  checkText(inspector, at(spot, "text"), { max: LIMITS.confirmText });
  checkPlain(inspector, at(spot, "confirm"), LIMITS.confirmButton);
  checkPlain(inspector, at(spot, "deny"), LIMITS.confirmButton);
}

export function checkUrl(inspector: Inspector, spot: Spot, isOptional = true): void {
  const { value } = spot;
  if (value === undefined && isOptional) return;
  checkString(inspector, spot, { max: LIMITS.url });
  if (typeof value === "string" && !/^(https?|mailto|slack):/i.test(value)) {
    find(inspector, spot, { type: "format", expected: "a full address" });
  }
}
