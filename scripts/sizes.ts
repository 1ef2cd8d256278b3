// Prints the sizes of files and functions against the bars of the house; exits with 1 where one is over.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { parseSync, Visitor } from "oxc-parser";

const FILE_BARS = { median: 60, p90: 150, maximum: 250 };
const FUNCTION_BARS = { median: 10, p90: 30, maximum: 50 };
/** A table of cases may be long; no file is. */
const TEST_BARS = { median: 150, p90: 250, maximum: 250 };
const PARAMETERS_MAX = 3;

interface Sized {
  where: string;
  lines: number;
  parameters: number;
}

const sources = listSources("src");
const sizes = sources.map(toSized);
const functions = sources.flatMap(({ file, source }) => listFunctions(file, source));

const isGood = [
  report("files", sizes, FILE_BARS),
  report("functions", functions, FUNCTION_BARS),
  report("tests and scripts", listSources("test", "scripts").map(toSized), TEST_BARS),
  reportParameters(),
];
process.exitCode = isGood.every(Boolean) ? 0 : 1;

function listSources(...folders: string[]): { file: string; source: string }[] {
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", ...folders];
  const files = execFileSync("git", words, { encoding: "utf8" }).split("\n");
  // A file that was moved and not yet committed is still listed.
  const present = files.filter((file) => file.endsWith(".ts") && existsSync(file));
  return present.map((file) => ({ file, source: readFileSync(file, "utf8") }));
}

function toSized({ file, source }: { file: string; source: string }): Sized {
  return { where: file, lines: source.trimEnd().split("\n").length, parameters: 0 };
}

function listFunctions(file: string, source: string): Sized[] {
  const found: Sized[] = [];
  const lineAt = (offset: number) => source.slice(0, offset).split("\n").length;
  function add({ start, end, params }: { start: number; end: number; params: unknown[] }): void {
    const first = lineAt(start);
    found.push({ where: `${file}:${first}`, lines: lineAt(end) - first + 1, parameters: params.length });
  }
  const visitor = new Visitor({ FunctionDeclaration: add, FunctionExpression: add, ArrowFunctionExpression: add });
  visitor.visit(parseSync(file, source).program);
  // One-line callbacks would flatter the figures.
  return found.filter(({ lines }) => lines > 1);
}

function report(what: string, sized: Sized[], bars: typeof FILE_BARS): boolean {
  const sorted = sized.map(({ lines }) => lines).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const measured = { median: at(0.5), p90: at(0.9), maximum: sorted.at(-1) ?? 0 };
  const parts = Object.entries(measured).map(
    ([name, lines]) => `${name} ${lines} of ${bars[name as keyof typeof bars]}`,
  );
  process.stdout.write(`${what}: ${sized.length}; lines: ${parts.join(", ")}\n`);
  for (const { where, lines } of sized.filter((one) => one.lines > bars.maximum)) {
    process.stdout.write(`  over: ${where}, ${lines} lines\n`);
  }
  return Object.entries(measured).every(([name, lines]) => lines <= bars[name as keyof typeof bars]);
}

function reportParameters(): boolean {
  const over = functions.filter(({ parameters }) => parameters > PARAMETERS_MAX);
  for (const { where, parameters } of over) process.stdout.write(`  over: ${where}, ${parameters} parameters\n`);
  return over.length === 0;
}
