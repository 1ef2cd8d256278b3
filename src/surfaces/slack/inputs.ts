import type { InputBlock } from "@slack/types";
import type { FormField } from "#lib/view";
import { type Piece, plainText, toPiece } from "./blocks.ts";
import { LIMITS } from "./limits.ts";
import { clean } from "./text.ts";

/** What a person can fill in: an input for each field, under its name. */
export function renderFields(fields: readonly FormField[]): Piece[] {
  return fields.map((field) => toPiece(toInput(field)));
}

function toInput(field: FormField): InputBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plainText(field.label, LIMITS.input.label),
    element: toElement(field),
    optional: !field.isRequired,
    ...(field.hint && { hint: plainText(field.hint, LIMITS.input.label) }),
  };
}

function toElement(field: FormField): InputBlock["element"] {
  if (field.options) return toChoice(field, field.options);
  return field.picks === "channel" ? toChannel(field) : toText(field);
}

function toChannel({ name, value }: FormField): InputBlock["element"] {
  return {
    type: "conversations_select",
    action_id: name,
    filter: { include: ["public", "private"], exclude_bot_users: true },
    ...(value && { initial_conversation: value }),
  };
}

/** A value too long for its input is not cut, because what is cut would be sent: the field stays empty. */
function toText({ name, value = "", isLong = false, isRequired }: FormField): InputBlock["element"] {
  const text = clean(value);
  return {
    type: "plain_text_input",
    action_id: name,
    multiline: isLong || text.includes("\n"),
    max_length: LIMITS.input.text,
    ...(isRequired && { min_length: 1 }),
    ...(text !== "" && text.length <= LIMITS.input.text && { initial_value: text }),
  };
}

function toChoice({ name, value }: FormField, options: readonly string[]): InputBlock["element"] {
  const choices = options.slice(0, LIMITS.input.options).map(toOption);
  return {
    type: "static_select",
    action_id: name,
    options: choices,
    ...(value !== undefined && options.includes(value) && { initial_option: toOption(value) }),
  };
}

function toOption(value: string) {
  return { text: plainText(value, LIMITS.input.option), value };
}
