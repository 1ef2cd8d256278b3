import { existsSync } from "node:fs";
import { type Config, ConfigError, loadConfig } from "#config";

if (existsSync(".env")) process.loadEnvFile(".env");

try {
  const config = loadConfig();
  const argv = process.argv.slice(2);
  process.exitCode = argv.length > 0 ? await command(config, argv) : await start(config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`The configuration is not valid.\n${error.message}\n`);
  process.exitCode = 2;
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
