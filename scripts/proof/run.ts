// npm run proof -- NAME [--long]: measures the figures the product promises, on this machine, against their bars.
import { readdirSync } from "node:fs";
import type { Figure } from "./figure.ts";

const [name = "", ...flags] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".proof.ts"))
  .map((file) => file.replace(".proof.ts", ""));
if (!known.includes(name)) {
  process.stderr.write(`Name a proof: npm run proof -- NAME [--long]. There are: ${known.join(", ")}\n`);
  process.exit(2);
}

/** A sentence among the figures says what was left out. */
const proof: { prove(isLong: boolean): AsyncIterable<Figure | string> } = await import(`./${name}.proof.ts`);
let short = 0;
for await (const said of proof.prove(flags.includes("--long"))) {
  if (typeof said === "object" && !said.ok) short++;
  process.stdout.write(`${typeof said === "string" ? `      ${said}` : describe(said)}\n`);
}
process.stdout.write(short === 0 ? "\nEvery figure meets its bar.\n" : `\n${short} figures fall short.\n`);
process.exit(short === 0 ? 0 : 1);

function describe({ name: figure, measured, bar, ok }: Figure): string {
  return `${ok ? "ok   " : "SHORT"} ${figure}: ${measured} (bar ${bar})`;
}
