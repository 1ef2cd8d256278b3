import { RE2JS } from "re2js";
import { UserError } from "#lib/errors";

const LENGTH_MAX = 200;
/** A repetition costs as much as its count when it is compiled. */
const REPEAT_MAX = 1_000;
const MATCHES_MAX = 100;
const TEXT_LENGTH_MAX = 10_000;

/** A pattern that somebody wrote, matched in time linear to the text. */
export interface Pattern {
  /** The first hundred matches. */
  matches(text: string): string[];
}

/** Throws a UserError that says what is wrong with it. */
export function compilePattern(source: string): Pattern {
  if (source.length > LENGTH_MAX) throw new UserError(`A pattern has at most ${LENGTH_MAX} characters.`);
  if (sumRepeats(source) > REPEAT_MAX) throw new UserError(`A pattern repeats at most ${REPEAT_MAX} times in all.`);
  const compiled = compile(source);
  return {
    matches(text) {
      const matcher = compiled.matcher(text.slice(0, TEXT_LENGTH_MAX));
      const found: string[] = [];
      while (found.length < MATCHES_MAX && matcher.find()) found.push(matcher.group() ?? "");
      return found;
    },
  };
}

/** Inside one another, repetitions multiply; so the product bounds them, however they are nested. */
function sumRepeats(source: string): number {
  const counts = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, from, to]) => Number(to || from));
  const isNested = /\}[^{]*\)[^{]{0,2}\{/.test(source);
  return counts.reduce((total, count) => (isNested ? total * Math.max(1, count) : total + count), isNested ? 1 : 0);
}

function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (cause) {
    throw new UserError(`“${source}” is not a pattern we can use: ${describe(cause)}`, { cause });
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : "it does not parse";
}
