// npm run migrations -- what-changed: writes the difference between the schema and the last migration, for both engines.
// npm run migrations -- --initial: starts over with one first migration, which is right only before the first release.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

const [name = ""] = process.argv.slice(2);
if (!name) {
  process.stderr.write("Say what changed: npm run migrations -- add-due-dates\n");
  process.exit(2);
}
if (name === "--initial") rmSync("migrations", { recursive: true, force: true });

for (const dialect of ["sqlite", "postgres"]) {
  const { status } = spawnSync("drizzle-kit", ["generate", "--name", name.replace(/^--/, "")], {
    stdio: "inherit",
    env: { ...process.env, DIALECT: dialect },
  });
  if (status !== 0) process.exit(status ?? 1);
}
