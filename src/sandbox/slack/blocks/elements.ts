import { isJson } from "../model.ts";
import { checkButton, checkFeedback, checkIconButton } from "./buttons.ts";
import { checkOptions, checkSelect } from "./choices.ts";
import { checkId, checkNumber, checkOneOf, checkString } from "./constraints.ts";
import { checkForm, checkNumberInput, checkOther, checkTextInput } from "./inputs.ts";
import { at, find, type Inspector, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkConfirm, checkText, checkUrl } from "./text.ts";

type Check = (inspector: Inspector, spot: Spot) => void;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Every element we know of, by its type. */
const ELEMENTS: Record<string, Check> = {
  button: checkButton,
  workflow_button: checkButton,
  icon_button: checkIconButton,
  feedback_buttons: checkFeedback,
  image: checkImage,
  overflow: (inspector, spot) => checkOptions(inspector, at(spot, "options"), LIMITS.overflow),
  static_select: checkSelect,
  multi_static_select: checkSelect,
  external_select: checkOther,
  multi_external_select: checkOther,
  users_select: checkOther,
  multi_users_select: checkOther,
  conversations_select: checkOther,
  multi_conversations_select: checkOther,
  channels_select: checkOther,
  multi_channels_select: checkOther,
  checkboxes: (inspector, spot) => checkOptions(inspector, at(spot, "options"), LIMITS.choices),
  radio_buttons: (inspector, spot) => checkOptions(inspector, at(spot, "options"), LIMITS.choices),
  datepicker: (inspector, spot) => checkForm(inspector, at(spot, "initial_date"), DATE),
  timepicker: (inspector, spot) => checkForm(inspector, at(spot, "initial_time"), TIME),
  datetimepicker: (inspector, spot) =>
    checkNumber(inspector, at(spot, "initial_date_time"), { min: 1_000_000_000, max: 9_999_999_999 }),
  plain_text_input: checkTextInput,
  rich_text_input: checkOther,
  email_text_input: checkOther,
  url_text_input: checkOther,
  number_input: checkNumberInput,
  file_input: (inspector, spot) => checkNumber(inspector, at(spot, "max_files"), { min: 1, max: 10 }),
};

/** An element of a type that may stand here. */
export function checkElement(inspector: Inspector, spot: Spot, allowed: readonly string[]): void {
  if (!isJson(spot.value)) {
    find(inspector, spot, { type: "required", expected: "element" });
    return;
  }
  const type = spot.value["type"];
  checkOneOf(inspector, at(spot, "type"), allowed);
  checkId(inspector, at(spot, "action_id"), "action");
  checkConfirm(inspector, at(spot, "confirm"));
  checkText(inspector, at(spot, "placeholder"), { max: LIMITS.placeholder, isPlain: true, isOptional: true });
  if (spot.value["focus_on_load"] === true) checkId(inspector, { ...spot, value: "focus" }, "focus");
  if (typeof type === "string") ELEMENTS[type]?.(inspector, spot);
}

/** An image as a block or an element: an address or a file, and words for those who do not see it. */
export function checkImage(inspector: Inspector, spot: Spot): void {
  checkString(inspector, at(spot, "alt_text"), { max: LIMITS.altText });
  const file = at(spot, "slack_file");
  const hasFile = file.value !== undefined;
  checkUrl(inspector, at(spot, "image_url"), hasFile);
  if (hasFile && at(spot, "image_url").value !== undefined) {
    find(inspector, file, { type: "unique", expected: "image_url or slack_file, not both" });
  }
}
