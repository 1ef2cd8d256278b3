import type { z } from "zod";
import { explainIssue } from "./issues.ts";
import { findNearest } from "./nearest.ts";
import { type Slot, slotsOf } from "./slots.ts";

const WORDS_MAX = 4_000;

/** What a schema asks for, as people are told of it. */
export interface Field {
  name: string;
  isList: boolean;
  isRequired: boolean;
  description?: string;
  /** The words it accepts, where it accepts only these. */
  options?: string[];
}

interface WordIssue {
  field: string;
  message: string;
}

export interface NamedValue {
  field: string;
  value: string;
}

export type ParsedWords = { ok: true; input: Record<string, unknown> } | { ok: false; issues: WordIssue[] };

/** `say "two words" field:"and more"` → its words, without their quotes. A quote that is never closed runs to the end. */
export function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s"“”]|["“”][^"“”]*(?:["“”]|$))+/g) ?? [];
  return words.slice(0, WORDS_MAX).map((word) => word.replaceAll(/["“”]/g, ""));
}

/**
 * Reads words as people type them into the input of a schema. `field:value` fills a field by name. A bare word goes to
 * the first unfilled field that accepts it, a number first to a numeric one; a list takes every word that fits. The
 * schema itself still has to judge the result. `named` are values whose fields are known already.
 */
export function parseWords(
  words: readonly string[],
  schema: z.ZodType,
  named: readonly NamedValue[] = [],
): ParsedWords {
  const slots = slotsOf(schema);
  const input: Record<string, unknown> = {};
  const bare: Placing[] = [];
  const placed = [
    ...named.map((value) => placeNamed(value, slots, input)),
    ...words.map((word) => {
      const value = readNamed(word, slots);
      if (value) return placeNamed(value, slots, input);
      bare.push({ word, open: slots.filter((slot) => isOpen(slot, input)) });
      return placeBare(word, slots, input);
    }),
  ];
  const faults = placed.filter((issue) => issue !== "placed");
  const passedOver = findPassedOver(bare, input);
  // The words after it stood where it should not have, so that nothing is to be said of them.
  const others = faults.filter(({ field }) => bare.every(({ word }) => word !== field));
  const issues = passedOver ? [passedOver, ...others] : faults;
  return issues.length > 0 ? { ok: false, issues } : { ok: true, input };
}

/** The fields of a schema in the order in which bare words fill them. */
export function listFields(schema: z.ZodType): Field[] {
  return slotsOf(schema).map(({ name, kind, isRequired, description, options }) => ({
    name,
    isList: kind === "list",
    isRequired,
    ...(description !== undefined && { description }),
    ...(options && { options }),
  }));
}

/** Whether whatever is typed last belongs to it, like the reason of a refusal. */
export function takesRest(schema: z.ZodType): boolean {
  return slotsOf(schema).some((slot) => slot.takesRest || slot.kind === "list");
}

/** `[team] [hours] tags…`: how the fields of a schema are typed. */
export function usageOf(schema: z.ZodType): string {
  return listFields(schema)
    .map(({ name, isList, isRequired }) => `${isRequired ? `<${name}>` : `[${name}]`}${isList ? "…" : ""}`)
    .join(" ");
}

type Placed = "placed" | WordIssue;

/** Undefined when the word does not name a field: a URL has a colon too, and so has many a word of a longer text. */
function readNamed(word: string, slots: readonly Slot[]): NamedValue | undefined {
  const [, field, value] = /^([a-z_][\w-]*):(?!\/\/)(.*)$/is.exec(word) ?? [];
  if (field === undefined || value === undefined) return undefined;
  const names = slots.map(({ name }) => name);
  const isText = slots.some(({ takesRest }) => takesRest) && !findNearest(field.replaceAll("-", "_"), names);
  return isText ? undefined : { field, value };
}

function placeNamed({ field, value }: NamedValue, slots: Slot[], input: Record<string, unknown>): Placed {
  const slot = slots.find((known) => sameName(known.name, field));
  if (!slot) return { field, message: refuseName(field, slots) };
  if (slot.kind === "list") {
    input[slot.name] = [...listIn(input, slot), ...value.split(",").flatMap((one) => one.trim() || [])];
  } else {
    input[slot.name] = convert(slot, value);
  }
  return "placed";
}

function refuseName(name: string, slots: Slot[]): string {
  const nearest = findNearest(
    name,
    slots.map((slot) => slot.name),
  );
  return `There is no option “${name}”.${nearest ? ` Did you mean “${nearest}”?` : ""} ${listNames(slots)}`;
}

/** A bare word, and the fields that it might have filled. */
interface Placing {
  word: string;
  open: Slot[];
}

/** A word that did not fit what is required went on to another field, or nowhere; what it should have been is said. */
function findPassedOver(bare: readonly Placing[], input: Record<string, unknown>): WordIssue | undefined {
  const [first] = bare.flatMap(({ word, open }) => {
    const slot = open.find(({ isRequired, name }) => isRequired && !(name in input));
    return slot ? [{ field: slot.name, message: describeMisfit(word, slot) }] : [];
  });
  return first;
}

function placeBare(word: string, slots: Slot[], input: Record<string, unknown>): Placed {
  const flag = slots.find((slot) => slot.kind === "boolean" && sameName(slot.name, word));
  if (flag) {
    input[flag.name] = true;
    return "placed";
  }
  const slot = candidates(word, slots, input).find((open) => accepts(open, word)) ?? restOf(slots, input);
  if (!slot) return { field: word, message: leftOver(word, slots, input) };
  if (slot.kind === "list") input[slot.name] = [...listIn(input, slot), word];
  else input[slot.name] = slot.name in input ? `${input[slot.name]} ${word}` : convert(slot, word);
  return "placed";
}

/** A text that has begun and takes whatever fits nowhere else, like a reason. */
function restOf(slots: Slot[], input: Record<string, unknown>): Slot | undefined {
  return slots.find((slot) => slot.takesRest && slot.name in input);
}

function candidates(word: string, slots: Slot[], input: Record<string, unknown>): Slot[] {
  const open = slots.filter((slot) => isOpen(slot, input));
  if (!isNumeric(word)) return open;
  return [...open.filter(({ kind }) => kind === "number"), ...open.filter(({ kind }) => kind !== "number")];
}

function isOpen(slot: Slot, input: Record<string, unknown>): boolean {
  return isBareKind(slot) && (slot.kind === "list" || !(slot.name in input));
}

function isBareKind({ kind, isNamed }: Slot): boolean {
  return kind !== "boolean" && kind !== "object" && !isNamed;
}

/** Of a text that takes the rest, this is the first word; the whole of it is judged when it is there. */
function accepts(slot: Slot, word: string): boolean {
  return slot.takesRest || slot.schema.safeParse(slot.kind === "list" ? [word] : convert(slot, word)).success;
}

function convert({ kind }: Pick<Slot, "kind">, value: string): unknown {
  if (kind === "number" && isNumeric(value)) return Number(value);
  if (kind === "boolean" && /^(true|yes|on|false|no|off)$/i.test(value)) return /^(true|yes|on)$/i.test(value);
  if (kind === "object") return readJson(value) ?? value;
  return value;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what it wants instead.
    return undefined;
  }
}

/** A word that only one field could have taken is that field's fault; its schema says what is wrong with it. */
function leftOver(word: string, slots: Slot[], input: Record<string, unknown>): string {
  const [only, ...others] = slots.filter((slot) => isBareKind(slot) && !(slot.name in input));
  if (only && (others.length === 0 || (only.kind === "number" && !isNumeric(word)))) return describeMisfit(word, only);
  return `“${word}” fits none of the options. ${listNames(slots)}`;
}

/** What a word should have been to fill a field, in the words of its schema. */
function describeMisfit(word: string, { name, kind, schema, options }: Slot): string {
  if (kind === "number" && !isNumeric(word)) return `“${word}” is not a number, as ${name} needs it.`;
  const value = kind === "list" ? [word] : convert({ kind }, word);
  const said = schema.safeParse(value, { error: explainIssue }).error?.issues[0]?.message ?? "It is something else.";
  const isListed = options === undefined || options.some((option) => said.includes(option));
  return `“${word}” does not fit ${name}: ${said}${isListed ? "" : ` Choose one of ${options.join(", ")}.`}`;
}

function listNames(slots: Slot[]): string {
  if (slots.length === 0) return "It takes no options.";
  return `It takes ${slots.map(({ name, options }) => (options ? `${name} (${options.join(", ")})` : name)).join(", ")}.`;
}

function sameName(name: string, typed: string): boolean {
  return name === typed.toLowerCase().replaceAll("-", "_");
}

function listIn(input: Record<string, unknown>, { name }: Slot): string[] {
  const list = input[name];
  return Array.isArray(list) ? list : [];
}

function isNumeric(word: string): boolean {
  return /^[+-]?\d+(\.\d+)?$/.test(word);
}
