// npm run bench -- [NAME…] [--long]: measures, and prints each figure beside a floor from the same run and its bar.
import { readdirSync } from "node:fs";
import { type BenchResult, describe, passes } from "./result.ts";

const HELPERS = new Set(["run", "result"]);
const words = process.argv.slice(2);
const isLong = words.includes("--long");
const wanted = words.filter((word) => !word.startsWith("--"));

const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""))
  .filter((name) => !HELPERS.has(name));
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are: ${known.join(", ")}\n`);
  process.exit(2);
}

let failures = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  const bench: { run(isLong: boolean): Promise<BenchResult[]> } = await import(`./${name}.bench.ts`);
  process.stdout.write(`\n== ${name}\n`);
  for (const result of await bench.run(isLong)) {
    const isGood = passes(result);
    if (!isGood) failures++;
    process.stdout.write(`${isGood ? "ok   " : "SHORT"} ${describe(result)}\n`);
  }
}
process.exit(failures === 0 ? 0 : 1);
