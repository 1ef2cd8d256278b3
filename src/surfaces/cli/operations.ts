import { UserError } from "#kernel/errors";
import type { Operation, OperationCall, Terminal } from "#kernel/operation";
import { findNearest } from "#lib/nearest";
import type { Arguments } from "./arguments.ts";

/** The operation with the longest name that the words begin with. */
export function findOperation(operations: readonly Operation[], words: readonly string[]): Operation | undefined {
  const line = `${words.join(" ")} `;
  const matching = operations.filter(({ name }) => line.startsWith(`${name} `));
  return matching.sort((a, b) => b.name.length - a.name.length)[0];
}

/** What is left for an operation when its name is taken off. Throws a UserError for what its usage does not know. */
export function readOperationCall(operation: Operation, read: Arguments, terminal: Terminal): OperationCall {
  const words = read.words.slice(operation.name.split(" ").length);
  const usage = readUsage(operation);
  const surplus = words[usage.wordsMax];
  if (surplus !== undefined) throw new UserError(`“${surplus}” is one word too many. Usage: ${operation.usage}`);
  for (const field of Object.keys(read.fields)) assertOption(operation, usage.options, field);
  return { words, fields: read.fields, json: read.json, terminal };
}

/** `adjutant rules test FILE [--team KEY] [--json]`: the one place that says what an operation takes; FILE… is any number. */
function readUsage({ name, usage }: Operation): { wordsMax: number; options: string[] } {
  const options = [...usage.matchAll(/--([a-z][a-z-]*)/g)].map(([, option = ""]) => option);
  const words = usage.replace(`adjutant ${name}`, "").replaceAll(/\[--[^\]]*\]/g, "");
  const wordsMax = words.includes("…") ? Number.POSITIVE_INFINITY : words.split(/\s+/).filter(Boolean).length;
  return { wordsMax, options };
}

function assertOption({ usage }: Operation, options: readonly string[], field: string): void {
  const typed = field.replaceAll("_", "-");
  if (options.includes(typed)) return;
  const nearest = findNearest(typed, options);
  const hint = nearest ? ` Did you mean --${nearest}?` : "";
  throw new UserError(`There is no option --${typed}.${hint} Usage: ${usage}`);
}
