import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Sandbox, startSandbox } from "#sandbox/start";

const WEBHOOK_SECRET = "a-secret-of-the-tests";
export const API_KEY = "a-key-of-the-tests-only";
const START_MS_MAX = 20_000;

export interface House {
  sandbox: Sandbox;
  httpUrl: string;
  /** Runs a command in the terminal against the same database; resolves with what it printed. */
  adjutant(...words: string[]): Promise<string>;
  startBot(): Promise<void>;
  /** Without a chance to say goodbye. */
  killBot(): Promise<void>;
  stopBot(): Promise<void>;
  isAlive(): boolean;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** A folder for the files of this house. */
  folder: string;
  databaseUrl?: string;
  seed?: number;
  environment?: Record<string, string>;
}

/** A sandbox and the real bot in a process of its own, as the demo starts them. */
export async function openHouse({ folder, databaseUrl, seed = 7, environment = {} }: HouseOptions): Promise<House> {
  const port = await findFreePort();
  const httpUrl = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({ seed, webhookUrl: `${httpUrl}/webhooks/github`, webhookSecret: WEBHOOK_SECRET });
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl ?? join(folder, "adjutant.db"),
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    GITHUB_API_URL: sandbox.githubApiUrl,
    GITHUB_TOKEN: sandbox.githubToken,
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    HTTP_PORT: String(port),
    API_KEYS: `tests:${API_KEY}`,
    LOG_LEVEL: "warn",
    ...environment,
  };
  let bot: ChildProcess | undefined;

  async function adjutant(...words: string[]): Promise<string> {
    const child = spawn("node", ["scripts/launch.js", "src/main.ts", ...words], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    const [code] = await once(child, "exit");
    const printed = Buffer.concat(chunks).toString();
    if (code !== 0) throw new Error(`adjutant ${words.join(" ")} ended with ${code}: ${printed}`);
    return printed;
  }

  async function startBot(): Promise<void> {
    bot = spawn("node", ["scripts/launch.js", "src/main.ts"], { env, stdio: ["ignore", "inherit", "inherit"] });
    await waitUntilReady(httpUrl, bot);
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!bot || bot.exitCode !== null || bot.signalCode !== null) return;
    const ended = once(bot, "exit");
    bot.kill(signal);
    await ended;
  }

  return {
    ...{ sandbox, httpUrl, adjutant, startBot },
    killBot: () => end("SIGKILL"),
    stopBot: () => end("SIGTERM"),
    isAlive: () => bot?.exitCode === null && bot.signalCode === null,
    async close() {
      await end("SIGKILL");
      await sandbox.close();
    },
  };
}

/** The twelve weeks before today, and the teams they are about. */
export async function moveIn({ sandbox, adjutant }: House, folder: string): Promise<void> {
  const history = join(folder, "history.ndjson");
  const lines = sandbox.history().map((line) => `${JSON.stringify(line)}\n`);
  await writeFile(history, lines.join(""));
  await adjutant("import", history);
  for (const { key, name, zone, repositories } of sandbox.teams) {
    const listed = repositories.flatMap((repository) => ["--repositories", repository]);
    await adjutant("teams.save", key, "--name", name, "--zone", zone, ...listed);
  }
}

async function waitUntilReady(httpUrl: string, bot: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline && bot.exitCode === null) {
    const reply = await fetch(`${httpUrl}/health/ready`).catch(() => undefined);
    if (reply?.ok) return;
    await pause(50);
  }
  throw new Error("The bot did not become ready.");
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
