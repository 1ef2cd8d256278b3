import { isJson } from "../model.ts";
import { checkNumber, checkOneOf, checkString } from "./constraints.ts";
import { at, find, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkUrl } from "./text.ts";

const CONTAINERS = ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"];
const ELEMENTS_MAX = 1_000;

type Check = (inspector: Inspector, spot: Spot) => void;

/** What may stand in a section, and what it needs. */
const INLINE: Record<string, Check> = {
  text: (inspector, spot) => {
    const text = at(spot, "text");
    checkString(inspector, text, { max: LIMITS.text });
    if (typeof text.value === "string") inspector.textLength += text.value.length;
  },
  link: (inspector, spot) => checkUrl(inspector, at(spot, "url"), false),
  user: (inspector, spot) => checkReference(inspector, at(spot, "user_id"), /^[UW]/),
  channel: (inspector, spot) => checkReference(inspector, at(spot, "channel_id"), /^[CGD]/),
  usergroup: (inspector, spot) => checkReference(inspector, at(spot, "usergroup_id"), /^S/),
  emoji: (inspector, spot) => checkString(inspector, at(spot, "name"), { max: LIMITS.id }),
  broadcast: (inspector, spot) => checkOneOf(inspector, at(spot, "range"), ["here", "channel", "everyone"]),
  date: (inspector, spot) => checkNumber(inspector, at(spot, "timestamp"), { min: 0, max: 9_999_999_999 }),
  color: (inspector, spot) => checkString(inspector, at(spot, "value"), { max: 20 }),
};

export function checkRichText(inspector: Inspector, spot: Spot): void {
  for (const container of listAt(inspector, at(spot, "elements"), { max: ELEMENTS_MAX })) {
    checkContainer(inspector, container);
  }
}

function checkContainer(inspector: Inspector, spot: Spot): void {
  if (!isJson(spot.value)) {
    find(inspector, spot, { type: "type", expected: "object" });
    return;
  }
  const type = spot.value["type"];
  checkOneOf(inspector, at(spot, "type"), CONTAINERS);
  const elements = listAt(inspector, at(spot, "elements"), { max: ELEMENTS_MAX });
  if (type === "rich_text_list") {
    checkOneOf(inspector, at(spot, "style"), ["bullet", "ordered"]);
    checkNumber(inspector, at(spot, "indent"), { min: 0, max: LIMITS.indent });
    for (const section of elements) checkContainer(inspector, section);
    return;
  }
  for (const element of elements) checkInline(inspector, element);
}

function checkInline(inspector: Inspector, spot: Spot): void {
  const type = isJson(spot.value) ? spot.value["type"] : undefined;
  const check = typeof type === "string" ? INLINE[type] : undefined;
  if (check) check(inspector, spot);
  else find(inspector, at(spot, "type"), { type: "enum", expected: Object.keys(INLINE).join(", ") });
}

function checkReference(inspector: Inspector, spot: Spot, form: RegExp): void {
  checkString(inspector, spot, { max: LIMITS.id });
  if (typeof spot.value === "string" && !form.test(spot.value)) {
    find(inspector, spot, { type: "format", expected: String(form) });
  }
}
