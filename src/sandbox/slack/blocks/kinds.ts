import { checkAlert, checkPlan, checkTask } from "./agent-blocks.ts";
import { checkString } from "./constraints.ts";
import { checkElement, checkImage } from "./elements.ts";
import { at, find, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkRichText } from "./rich-text.ts";
import { checkCard, checkCarousel, checkChart, checkContainer } from "./showpieces.ts";
import { checkDataTable, checkTable } from "./tables.ts";
import { checkPlain, checkText } from "./text.ts";

export interface Kind {
  check(inspector: Inspector, spot: Spot): void;
  /** The surfaces that take it; all when it is missing. */
  on?: Inspector["surface"][];
}

const SELECTS = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];

const MULTI_SELECTS = SELECTS.map((name) => `multi_${name}`);

const PICKERS = ["datepicker", "timepicker"];

const CHOICES = ["checkboxes", "radio_buttons"];

const INTERACTIVE = [...SELECTS, ...PICKERS, ...CHOICES, "datetimepicker", "button", "overflow", "workflow_button"];

const ACCESSORIES = [
  ...SELECTS,
  ...MULTI_SELECTS,
  ...PICKERS,
  ...CHOICES,
  "button",
  "overflow",
  "image",
  "workflow_button",
];

const TYPED = ["plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input"];

const INPUTS = [...SELECTS, ...MULTI_SELECTS, ...PICKERS, ...CHOICES, ...TYPED, "datetimepicker", "file_input"];

const VIEWS: Inspector["surface"][] = ["modal", "home"];

/** Every block we know of, by its type. */
export const KINDS: Record<string, Kind> = {
  section: { check: checkSection },
  header: { check: (inspector, spot) => checkPlain(inspector, at(spot, "text"), LIMITS.header) },
  divider: { check: () => {} },
  context: { check: checkContext },
  actions: {
    check: (inspector, spot) => checkElements(inspector, spot, { max: LIMITS.actions, allowed: INTERACTIVE }),
  },
  context_actions: {
    check: (inspector, spot) =>
      checkElements(inspector, spot, { max: LIMITS.contextActions, allowed: ["feedback_buttons", "icon_button"] }),
    on: ["message"],
  },
  image: { check: checkImageBlock },
  input: { check: checkInput },
  markdown: { check: checkMarkdown, on: ["message"] },
  rich_text: { check: checkRichText },
  table: { check: checkTable, on: ["message"] },
  data_table: { check: checkDataTable },
  data_visualization: { check: checkChart },
  card: { check: checkCard },
  carousel: { check: checkCarousel },
  container: { check: checkContainer },
  alert: { check: checkAlert, on: VIEWS },
  task_card: { check: checkTask, on: ["message"] },
  plan: { check: checkPlan, on: ["message"] },
};

function checkSection(inspector: Inspector, spot: Spot): void {
  const fields = at(spot, "fields");
  checkText(inspector, at(spot, "text"), { max: LIMITS.text, isOptional: fields.value !== undefined });
  if (fields.value !== undefined) {
    for (const field of listAt(inspector, fields, { max: LIMITS.fields })) {
      checkText(inspector, field, { max: LIMITS.field });
    }
  }
  const accessory = at(spot, "accessory");
  if (accessory.value !== undefined) checkElement(inspector, accessory, ACCESSORIES);
}

function checkContext(inspector: Inspector, spot: Spot): void {
  for (const element of listAt(inspector, at(spot, "elements"), { max: LIMITS.context })) {
    if (at(element, "type").value === "image") checkElement(inspector, element, ["image"]);
    else checkText(inspector, element, { max: LIMITS.field });
  }
}

function checkElements(inspector: Inspector, spot: Spot, { max, allowed }: { max: number; allowed: string[] }): void {
  const elements = listAt(inspector, at(spot, "elements"), { max });
  for (const element of elements) checkElement(inspector, element, allowed);
  const primary = elements.filter((element) => at(element, "style").value === "primary");
  if (primary.length > 1) {
    find(inspector, at(spot, "elements"), { type: "unique", expected: "one primary button" });
  }
}

function checkImageBlock(inspector: Inspector, spot: Spot): void {
  checkImage(inspector, spot);
  checkText(inspector, at(spot, "title"), { max: LIMITS.imageTitle, isPlain: true, isOptional: true });
}

function checkInput(inspector: Inspector, spot: Spot): void {
  checkPlain(inspector, at(spot, "label"), LIMITS.label);
  checkText(inspector, at(spot, "hint"), { max: LIMITS.hint, isPlain: true, isOptional: true });
  checkElement(inspector, at(spot, "element"), INPUTS);
}

function checkMarkdown(inspector: Inspector, spot: Spot): void {
  const text = at(spot, "text");
  checkString(inspector, text, { max: LIMITS.markdown });
  inspector.markdown += typeof text.value === "string" ? text.value.length : 0;
  if (inspector.markdown > LIMITS.markdown) find(inspector, text, { type: "max_length", expected: LIMITS.markdown });
}
