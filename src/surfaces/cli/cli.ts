import type { Capability, Catalogue } from "#kernel/capability";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Outcome } from "#kernel/invocation";
import type { Invoke } from "#kernel/invoke";
import type { Operation, Terminal } from "#kernel/operation";
import { joinIssues } from "#lib/issues";
import { findNearest } from "#lib/nearest";
import { parseWords } from "#lib/words";
import { type Problem, toProblem } from "../problem.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { describeCapability, describeOperation, listCommands } from "./help.ts";
import { findOperation, readOperationCall } from "./operations.ts";
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
    return operation ? await runOperation(cli, operation, read) : await runCapability(cli, read);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof UnavailableError)) throw error;
    complain(cli.terminal, { detail: error.message }, argv.includes("--json"));
    return error instanceof UserError ? EXIT.usage : EXIT.unavailable;
  }
}

async function runOperation({ terminal }: Cli, operation: Operation, read: Arguments): Promise<number> {
  if (read.help) {
    terminal.print(describeOperation(operation));
    return EXIT.done;
  }
  const isDone = await operation.run(readOperationCall(operation, read, terminal));
  return isDone ? EXIT.done : EXIT.failed;
}

async function runCapability(cli: Cli, read: Arguments): Promise<number> {
  const [name, ...words] = read.words;
  if (name === undefined) {
    cli.terminal.print(listCommands(cli.catalogue, cli.operations));
    return EXIT.done;
  }
  const capability = cli.catalogue.get(name) ?? refuseUnknown(cli, read.words);
  if (read.help) {
    cli.terminal.print(describeCapability(capability));
    return EXIT.done;
  }
  const actor = { kind: "operator", id: "local-operator" } as const;
  const input = toInput(capability, words, read);
  const outcome = await cli.invoke({ name, input, actor, origin: { surface: "cli" } });
  return show(outcome, read.json, cli.terminal);
}

function refuseUnknown({ catalogue, operations }: Cli, words: readonly string[]): never {
  const [name = ""] = words;
  const names = [...catalogue.keys(), ...operations.map((operation) => operation.name)];
  const meant = words.length > 1 ? findNearest(words.slice(0, 2).join(" "), names) : undefined;
  const within = listWithin(name, [...catalogue.values(), ...operations]);
  if (!meant && within.length > 0)
    throw new UserError(`“${name}” alone is no command here. There are: ${within.join(", ")}.`);
  const nearest = meant ?? findNearest(name, names);
  const hint = nearest ? ` Did you mean “${nearest}”?` : "";
  throw new UserError(`There is no command “${name}”.${hint} Run it without words to see them all.`);
}

/** What begins with the word, or is asked for by it in Slack: "index" stands before "index add", "/tickets" is "tickets.list". */
function listWithin(word: string, things: readonly { name: string; command?: string }[]): string[] {
  const begins = (text = "") => [".", " "].some((sign) => text.startsWith(`${word}${sign}`));
  return things
    .filter(({ name, command }) => {
      const typed = command?.replace(/^\/(?:adjutant )?/, "");
      return begins(name) || begins(typed) || typed === word;
    })
    .map(({ name }) => name);
}

function toInput(capability: Capability, words: string[], { fields }: Arguments): Record<string, unknown> {
  const named = Object.entries(fields).flatMap(([field, values]) => values.map((value) => ({ field, value })));
  const parsed = parseWords(words, capability.input, named);
  if (!parsed.ok) throw new UserError(joinIssues(parsed.issues));
  return parsed.input;
}

function show(outcome: Outcome, json: boolean, terminal: Terminal): number {
  if (outcome.status === "done") {
    terminal.print(json ? JSON.stringify(outcome.result, null, 2) : renderText(outcome.view));
    return EXIT.done;
  }
  if (outcome.status === "proposed") {
    terminal.print(json ? JSON.stringify({ approval: outcome.approval }, null, 2) : renderText(outcome.view));
    return EXIT.done;
  }
  complain(terminal, toProblem(outcome), json);
  if (outcome.status === "unavailable") return EXIT.unavailable;
  return outcome.status === "refused" ? EXIT.usage : EXIT.failed;
}

/** The same shape as over HTTP, for those who asked for JSON. */
function complain(terminal: Terminal, problem: Problem, json: boolean): void {
  terminal.complain(json ? JSON.stringify(problem) : problem.detail);
}
