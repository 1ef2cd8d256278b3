import type { Capability, Catalogue } from "#kernel/capability";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import type { Operation, Terminal } from "#kernel/operation";
import { listFields, parseWords } from "#lib/words";
import { type Arguments, readArguments } from "./arguments.ts";
import { renderText } from "./text.ts";

export interface Cli {
  catalogue: Catalogue;
  operations: readonly Operation[];
  invoke: Invoke;
  terminal: Terminal;
}

/** Ends of a command, as the shell sees them. */
export const EXIT = { done: 0, failed: 1, usage: 2, unavailable: 3 } as const;

/** Runs one command line: a capability of the catalogue, or an operation of this machine. Returns the exit code. */
export async function runCli(cli: Cli, argv: readonly string[]): Promise<number> {
  try {
    const read = readArguments(argv);
    const operation = findOperation(cli.operations, read.words);
    if (operation) return await runOperation(cli, operation, read);
    return await runCapability(cli, read);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof UnavailableError)) throw error;
    cli.terminal.print(error.message);
    return error instanceof UserError ? EXIT.usage : EXIT.unavailable;
  }
}

/** The longest name that the words begin with. */
function findOperation(operations: readonly Operation[], words: string[]): Operation | undefined {
  const line = `${words.join(" ")} `;
  const matching = operations.filter(({ name }) => line.startsWith(`${name} `));
  return matching.sort((a, b) => b.name.length - a.name.length)[0];
}

async function runOperation({ terminal }: Cli, operation: Operation, read: Arguments): Promise<number> {
  if (read.help) {
    terminal.print(`${operation.usage}\n${operation.summary}`);
    return EXIT.done;
  }
  const words = read.words.slice(operation.name.split(" ").length);
  const isDone = await operation.run({ words, fields: read.fields, json: read.json, terminal });
  return isDone ? EXIT.done : EXIT.failed;
}

async function runCapability(cli: Cli, read: Arguments): Promise<number> {
  const [name, ...words] = read.words;
  if (name === undefined || (read.help && !cli.catalogue.has(name))) return listCommands(cli);
  const capability = cli.catalogue.get(name);
  if (!capability) throw new UserError(`There is no command “${name}”. Run it without words to see them all.`);
  const call = read.help ? { name: "help", input: { topic: name } } : { name, input: toInput(capability, words, read) };

  const actor = { kind: "operator", id: "local-operator" } as const;
  const outcome = await cli.invoke({ ...call, actor, origin: { surface: "cli" } });
  return show(outcome, read.json, cli.terminal);
}

function toInput(capability: Capability, words: string[], { fields }: Arguments): Record<string, unknown> {
  const lists = new Set(listFields(capability.input).flatMap(({ name, isList }) => (isList ? [name] : [])));
  const named = Object.fromEntries(
    Object.entries(fields).map(([field, values]) => [field, lists.has(field) ? values : values.at(-1)]),
  );
  const parsed = parseWords(words, capability.input);
  if (!parsed.ok) throw new UserError(parsed.issues.map(({ message }) => message).join("\n"));
  return { ...parsed.input, ...named };
}

function show(outcome: Outcome, json: boolean, terminal: Terminal): number {
  if (outcome.status === "done") {
    terminal.print(json ? JSON.stringify(outcome.result, null, 2) : renderText(outcome.view));
    return EXIT.done;
  }
  terminal.print(json ? JSON.stringify({ detail: outcome.message, status: outcome.status }) : outcome.message);
  if (outcome.status === "unavailable") return EXIT.unavailable;
  return outcome.status === "refused" ? EXIT.usage : EXIT.failed;
}

function listCommands({ catalogue, operations, terminal }: Cli): number {
  const capabilities = [...catalogue.values()].map(({ name, summary }) => `  ${name.padEnd(24)} ${summary}`);
  const atThisMachine = operations.map(({ name, summary }) => `  ${name.padEnd(24)} ${summary}`);
  const usage = "adjutant NAME [words] [--field value] [--json] [--as-of ISO]";
  terminal.print([usage, "", "Everywhere:", ...capabilities, "", "At this machine only:", ...atThisMachine].join("\n"));
  return EXIT.done;
}
