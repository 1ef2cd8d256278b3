import { UserError } from "#kernel/errors";

export interface Arguments {
  /** What stands before any option: the command and its words. */
  words: string[];
  /** `--field value`; a field given several times collects. */
  fields: Record<string, string[]>;
  json: boolean;
  help: boolean;
}

/** The two flags every command has. */
const FLAGS: Record<string, "json" | "help"> = { "--json": "json", "--help": "help", "-h": "help" };

/** Reads `standup core --hours 48 --json`: words, fields with values, and flags. What stands behind `--` are words. */
export function readArguments(argv: readonly string[]): Arguments {
  const read: Arguments = { words: [], fields: {}, json: false, help: false };
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift() ?? "";
    if (word === "--") return { ...read, words: [...read.words, ...rest] };
    readWord(read, word, rest);
  }
  return read;
}

function readWord(read: Arguments, word: string, rest: string[]): void {
  const flag = FLAGS[word];
  if (flag) read[flag] = true;
  else if (word.startsWith("--")) readOption(read, word, rest);
  else if (/^-[a-z]/i.test(word)) throw new UserError(`There is no option ${word}. Options are written --name value.`);
  else read.words.push(word);
}

function readOption(read: Arguments, option: string, rest: string[]): void {
  const [name = "", inline] = option.split(/=(.*)/s);
  const value = inline ?? takeValue(name, rest);
  const field = name.slice(2).replaceAll("-", "_");
  read.fields[field] = [...(read.fields[field] ?? []), value];
}

/** The next word, which is no value if it is an option itself: whoever means that writes `--field=--value`. */
function takeValue(name: string, rest: string[]): string {
  const [next] = rest;
  if (next === undefined || next.startsWith("--")) throw new UserError(`${name} needs a value: ${name} VALUE`);
  rest.shift();
  return next;
}
