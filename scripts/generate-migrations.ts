// npm run migrations -- what-changed: writes the difference between the schema and the last migration, for both engines.
// npm run migrations -- --initial: starts over with one first migration, which is right only before the first release.
import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";

const CUSTOM = ["append-only", "search"];

const [name = ""] = process.argv.slice(2);
if (!name) {
  process.stderr.write("Say what changed: npm run migrations -- add-due-dates\n");
  process.exit(2);
}
if (name === "--initial") rmSync("migrations", { recursive: true, force: true });

for (const dialect of ["sqlite", "postgres"]) {
  generate(dialect, "--name", name.replace(/^--/, ""));
  // What drizzle has no words for.
  for (const [index, custom] of (name === "--initial" ? CUSTOM : []).entries()) {
    generate(dialect, "--custom", "--name", custom);
    copyFileSync(`scripts/migrations/${custom}.${dialect}.sql`, `migrations/${dialect}/000${index + 1}_${custom}.sql`);
  }
}

function generate(dialect: string, ...words: string[]): void {
  const env = { ...process.env, DIALECT: dialect };
  const { status } = spawnSync("drizzle-kit", ["generate", ...words], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}
