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
  process.stderr.write(`${explain(error)}\n`);
  // What has been started by then would keep a process alive that serves nobody.
  process.exit(2);
}

/** What a person can mend is said in a sentence; anything else is a fault of ours and shows where. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is not valid.\n${error.message}`;
  if (error instanceof UserError) return error.message;
  const known = config && explainOpenFailure(error, config.databaseUrl);
  if (known) return known;
  return error instanceof Error ? redact(error.stack ?? error.message) : String(error);
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
