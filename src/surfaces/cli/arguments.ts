import { UserError } from "#kernel/errors";

export interface Arguments {
  /** What stands before any option: the command and its words. */
  words: string[];
  /** `--field value`; a field given several times collects. */
  fields: Record<string, string[]>;
  json: boolean;
  help: boolean;
}

const FLAGS = new Set(["json", "help"]);

/** Reads `standup core --hours 48 --json`: words, fields with values, and the two flags every command has. */
export function readArguments(argv: readonly string[]): Arguments {
  const read: Arguments = { words: [], fields: {}, json: false, help: false };
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift() ?? "";
    if (word === "--") return { ...read, words: [...read.words, ...rest] };
    if (word.startsWith("--")) readOption(read, word.slice(2), rest);
    else read.words.push(word);
  }
  return read;
}

function readOption(read: Arguments, option: string, rest: string[]): void {
  const [name = "", inline] = option.split(/=(.*)/s);
  if (FLAGS.has(name)) {
    read[name as "json" | "help"] = true;
    return;
  }
  const value = inline ?? rest.shift();
  if (value === undefined) throw new UserError(`--${name} needs a value.`);
  const field = name.replaceAll("-", "_");
  read.fields[field] = [...(read.fields[field] ?? []), value];
}
