// npm run demo: the real bot against a world in a box. Prints one address; Ctrl+C ends everything.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "#sandbox/start";
import { findFreePort } from "#sandbox/wire/free-port";

const SEED = 7;
const RESTART_MS = 500;
const PORT = Number(process.env["DEMO_PORT"] ?? 4000);
/** One for each port, so that a second demo beside the first has its own. */
const FOLDER = `data/demo-${PORT}`;
const API_KEY = "demo-key-for-this-machine-only";
const WEBHOOK_SECRET = "demo-webhook-secret";

const httpPort = await findFreePort();
const webhookUrl = `http://127.0.0.1:${httpPort}/webhooks/github`;
const sandbox = await openSandbox();
// Only now: whoever holds the port is a demo that runs, and these are its files.
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
const environment = {
  ...process.env,
  DATABASE_URL: join(FOLDER, "adjutant.db"),
  SLACK_API_URL: sandbox.slackApiUrl,
  SLACK_BOT_TOKEN: sandbox.botToken,
  SLACK_APP_TOKEN: sandbox.appToken,
  GITHUB_API_URL: sandbox.githubApiUrl,
  GITHUB_TOKEN: sandbox.githubToken,
  GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
  GITHUB_REPOSITORIES: sandbox.repositories.join(","),
  HTTP_PORT: String(httpPort),
  API_KEYS: `demo:${API_KEY}`,
  LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
};

await prepare();
let bot = startBot();
let isEnding = false;
process.stdout.write(`
  Adjutant's demo is ready. Open this address:

    ${sandbox.url}

  Type /standup or /triage there. The World panel makes things happen on GitHub.
  HTTP:  curl -H "authorization: Bearer ${API_KEY}" -X POST http://127.0.0.1:${httpPort}/v1/capabilities/triage -d '{}' -H "content-type: application/json"
  Docs:  http://127.0.0.1:${httpPort}/docs
  Ctrl+C ends it.
`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());

async function openSandbox() {
  try {
    return await startSandbox({ seed: SEED, port: PORT, webhookUrl, webhookSecret: WEBHOOK_SECRET });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    process.stderr.write(`Port ${PORT} is taken, by a demo perhaps. End it, or choose another: DEMO_PORT=4100\n`);
    process.exit(2);
  }
}

/** The twelve weeks before today, as the webhooks that GitHub would have sent, and the team they are about. */
async function prepare(): Promise<void> {
  const history = join(FOLDER, "history.ndjson");
  writeFileSync(
    history,
    sandbox
      .history()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );
  await adjutant("import", history);
  for (const { key, name, repositories, zone } of sandbox.teams) {
    const team = ["--name", name, "--zone", zone, ...repositories.flatMap((repo) => ["--repositories", repo])];
    await adjutant("teams.save", key, ...team);
  }
}

async function adjutant(...words: string[]): Promise<void> {
  const child = spawn("node", ["scripts/launch.js", "src/main.ts", ...words], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`adjutant ${words[0]} ended with ${code}.`);
}

/** Whatever ends the bot, kill -9 included, it comes back, as any supervisor would bring it back. */
function startBot(): ChildProcess {
  const child = spawn("node", ["scripts/launch.js", "src/main.ts"], {
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  writeFileSync(join(FOLDER, "bot.pid"), String(child.pid));
  child.once("exit", async (code, signal) => {
    if (isEnding) return;
    process.stdout.write(`  The bot ended (${signal ?? code}); starting it again.\n`);
    await pause(RESTART_MS);
    if (!isEnding) bot = startBot();
  });
  return child;
}

async function end(): Promise<void> {
  isEnding = true;
  bot.kill("SIGTERM");
  await Promise.race([once(bot, "exit"), pause(3_000)]);
  await sandbox.close();
  process.exit(0);
}
