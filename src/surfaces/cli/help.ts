import type { Capability, Catalogue } from "#kernel/capability";
import type { Operation } from "#kernel/operation";
import { type Field, listFields } from "#lib/words";

const NAME_WIDTH = 24;
const USAGE = "adjutant NAME [words] [--field value] [--json] [--help]";

/** Everything there is, with what each does. */
export function listCommands(catalogue: Catalogue, operations: readonly Operation[]): string {
  const lines = (things: Iterable<{ name: string; summary: string }>) =>
    [...things].map(({ name, summary }) => row(name, summary));
  return [
    ...[USAGE, "", "Everywhere:", ...lines(catalogue.values())],
    ...["", "At this machine only:", ...lines(operations)],
    ...["", "adjutant NAME --help tells more about one."],
  ].join("\n");
}

export function describeOperation({ usage, summary }: Operation): string {
  return `${usage}\n${summary}`;
}

/** How a capability is asked for in the terminal. */
export function describeCapability({ name, summary, input }: Capability): string {
  const fields = listFields(input);
  const words = fields.map(({ name: field, isList, isRequired }) => toWord(field, isList, isRequired));
  const options = fields.map((field) => row(`--${field.name.replaceAll("_", "-")}`, describeField(field)));
  return [
    `adjutant ${[name, ...words].join(" ")} [--json]`,
    summary,
    ...(options.length > 0 ? ["", "Words fill these in order; each can be named, too:", ...options] : []),
  ].join("\n");
}

function toWord(field: string, isList: boolean, isRequired: boolean): string {
  const word = `${field.toUpperCase()}${isList ? "…" : ""}`;
  return isRequired ? word : `[${word}]`;
}

function describeField({ description = "", isRequired, isList }: Field): string {
  return [description, ...(isRequired ? ["Required."] : []), ...(isList ? ["Several with commas between."] : [])].join(
    " ",
  );
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(NAME_WIDTH)} ${text}`;
}
