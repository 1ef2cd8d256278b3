import { isJson, type Json } from "../../slack/model.ts";
import { initialOf } from "../../slack/submit.ts";

/** What a select of people or places offers. */
export interface Choices {
  users: { value: string; label: string }[];
  channels: { value: string; label: string }[];
}

export interface ElementSetting {
  blockId: string;
  choices: Choices;
  /** What has been filled in already, by action id. */
  values: Record<string, Json>;
  /** Of the label that stands outside, if there is one. */
  labelId?: string;
  describedBy?: string;
}

export function words(value: unknown): string {
  if (typeof value === "string") return value;
  return isJson(value) && typeof value["text"] === "string" ? value["text"] : "";
}

/** What the script needs to tell which element was used. */
export function marks(element: Json, { blockId }: ElementSetting): Json {
  return {
    "data-action-id": element["action_id"],
    "data-block-id": blockId,
    "data-type": element["type"],
    ...(isJson(element["confirm"]) && { "data-confirm": JSON.stringify(confirmWords(element["confirm"])) }),
  };
}

function confirmWords(confirm: Json): Json {
  const { title, text, confirm: yes, deny, style } = confirm;
  return { title: words(title), text: words(text), yes: words(yes), no: words(deny), style };
}

/** How the element is called for those who do not see it. */
export function naming(element: Json, { labelId, describedBy }: ElementSetting): Json {
  const name = words(element["placeholder"]) || String(element["action_id"]);
  return {
    ...(labelId === undefined ? { "aria-label": name } : { "aria-labelledby": labelId }),
    ...(describedBy !== undefined && { "aria-describedby": describedBy }),
  };
}

/** What the person has filled in, else what the app proposes. */
export function chosenIn(element: Json, { values }: ElementSetting): string[] {
  const value = values[String(element["action_id"])];
  const initial = initialOf(element);
  if (!value) return initial === undefined ? [] : [initial].flat();
  return Object.entries(value)
    .filter(([key]) => key !== "type")
    .flatMap(([, one]) => one)
    .map((one) => (isJson(one) ? String(one["value"] ?? "") : String(one ?? "")));
}
