// npm run check: types, format, lint and the import table, unused code, sizes, and the generated manifest. All of them
// run, so that one look shows everything there is to mend.
import { spawnSync } from "node:child_process";

const CHECKS: [name: string, command: string, ...args: string[]][] = [
  ["types", "tsc"],
  ["format, lint and imports", "biome", "check", "--error-on-warnings"],
  ["unused code", "knip"],
  ["sizes", "node", "scripts/sizes.ts"],
  ["manifest", "node", "scripts/manifest.ts", "--check"],
];

const failed = CHECKS.filter(([name, command, ...args]) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(command, args, { stdio: "inherit" }).status !== 0;
});

const names = failed.map(([name]) => name).join(", ");
process.stdout.write(failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${names}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
