import { existsSync } from "node:fs";
import { type Config, ConfigError, loadConfig } from "#config";
import { UserError } from "#lib/errors";
import { redact } from "#lib/redact";
import { explainOpenFailure } from "#store/open-failure";

if (existsSync(".env")) process.loadEnvFile(".env");

let config: Config | undefined;
try {
  config = loadConfig();
  const argv = process.argv.slice(2);
  process.exitCode = argv.length > 0 ? await command(config, argv) : await start(config);
} catch (error) {
  const mistake = findMistake(error);
  const detail = mistake ?? (error instanceof Error ? redact(error.stack ?? error.message) : String(error));
  process.stderr.write(`${process.argv.includes("--json") ? JSON.stringify({ detail }) : detail}\n`);
  // What has been started by then would keep a process alive that serves nobody.
  process.exit(mistake === undefined ? 1 : 2);
}

/** What a person can mend, in a sentence; anything else is a fault of ours and shows where. */
function findMistake(error: unknown): string | undefined {
  if (error instanceof ConfigError) return `The configuration is not valid.\n${error.message}`;
  if (error instanceof UserError) return error.message;
  return config && explainOpenFailure(error, config.databaseUrl);
}

/** `node src/main.ts standup core`: one command, and out. */
async function command(config: Config, argv: readonly string[]): Promise<number> {
  const { runCommand } = await import("./wiring/command.ts");
  return runCommand(config, argv);
}

/** `node src/main.ts`: serves until told to stop. */
async function start(config: Config): Promise<number> {
  const { serve } = await import("./wiring/serve.ts");
  return serve(config);
}
