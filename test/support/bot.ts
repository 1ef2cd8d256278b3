import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type Sandbox, startSandbox } from "#sandbox/start";
import { findFreePort } from "#sandbox/wire/free-port";
import { openStore } from "#store/open";
import { createTeams } from "#store/teams";

export const WEBHOOK_SECRET = "a-secret-of-the-tests";
export const API_KEY = "a-key-of-the-tests-only";
const START_MS_MAX = 20_000;

export interface House {
  sandbox: Sandbox;
  httpUrl: string;
  databaseUrl: string;
  /** Runs a command in the terminal against the same database; resolves with what it printed. */
  adjutant(...words: string[]): Promise<string>;
  /** The same for a command that may fail, or without words the start of another bot; with what differs in its environment. */
  run(words: string[], changes?: Record<string, string>): Promise<Ended>;
  /** With what differs in its environment. */
  startBot(changes?: Record<string, string>): Promise<void>;
  /** Without a chance to say goodbye. */
  killBot(): Promise<void>;
  stopBot(): Promise<void>;
  isAlive(): boolean;
  /** Everything the bot wrote to its log. */
  log(): string;
  close(): Promise<void>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface HouseOptions {
  /** A folder for the files of this house. */
  folder: string;
  databaseUrl?: string;
  seed?: number;
  environment?: Record<string, string>;
  /** Whether it has the sandbox's model. */
  hasModel?: boolean;
  /** The log is kept and not shown: what goes wrong in this house is meant to. */
  isQuiet?: boolean;
}

/** A sandbox and the real bot in a process of its own, as the demo starts them. */
export async function openHouse({
  folder,
  databaseUrl = join(folder, "adjutant.db"),
  seed = 7,
  environment = {},
  hasModel = false,
  isQuiet = false,
}: HouseOptions): Promise<House> {
  const port = await findFreePort();
  const httpUrl = `http://127.0.0.1:${port}`;
  const webhooks = { webhookUrl: `${httpUrl}/webhooks/github`, jiraWebhookUrl: `${httpUrl}/webhooks/jira` };
  const sandbox = await startSandbox({ seed, ...webhooks, webhookSecret: WEBHOOK_SECRET });
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    GITHUB_API_URL: sandbox.githubApiUrl,
    GITHUB_TOKEN: sandbox.githubToken,
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    JIRA_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ...trackersOf(sandbox),
    ...(hasModel && modelOf(sandbox)),
    SANDBOX: "true",
    ALLOWED_PROJECTS: "*",
    HTTP_PORT: String(port),
    API_KEYS: `tests:${API_KEY}`,
    LOG_LEVEL: "warn",
    ...environment,
  };
  let bot: ReturnType<typeof launch> | undefined;
  const logs: (() => string)[] = [];

  async function run(words: string[], changes = {}): Promise<Ended> {
    const child = launch(words, { ...env, ...changes });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const [code] = await once(child, "close");
    return { code, stdout: stdout(), stderr: stderr() };
  }

  async function adjutant(...words: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(words);
    if (code !== 0) throw new Error(`adjutant ${words.join(" ")} ended with ${code}: ${stdout}${stderr}`);
    return stdout;
  }

  async function startBot(changes = {}): Promise<void> {
    bot = launch([], { ...env, ...changes });
    bot.stdout.pipe(process.stdout);
    if (!isQuiet) bot.stderr.pipe(process.stderr);
    logs.push(collect(bot.stderr));
    await waitUntilReady(httpUrl, bot);
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!bot || bot.exitCode !== null || bot.signalCode !== null) return;
    const ended = once(bot, "exit");
    bot.kill(signal);
    await ended;
  }

  return {
    ...{ sandbox, httpUrl, databaseUrl, adjutant, run, startBot },
    killBot: () => end("SIGKILL"),
    stopBot: () => end("SIGTERM"),
    isAlive: () => bot?.exitCode === null && bot.signalCode === null,
    log: () => logs.map((read) => read()).join(""),
    async close() {
      await end("SIGKILL");
      await sandbox.close();
    },
  };
}

/** The model that the demo has. */
function modelOf({ modelUrl, modelKey }: Sandbox): Record<string, string> {
  const [OPENAI_BASE_URL, OPENAI_API_KEY] = [modelUrl, modelKey];
  return { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL: "scripted", MODEL_PRICES: "scripted=0/0" };
}

/** Where the tickets are, and what rings people. */
function trackersOf(sandbox: Sandbox): Record<string, string> {
  const { jiraUrl, jiraEmail, jiraToken, linearUrl, linearKey, pagerdutyUrl, pagerdutyRoutingKey } = sandbox;
  return {
    ...{ JIRA_URL: jiraUrl, JIRA_EMAIL: jiraEmail, JIRA_TOKEN: jiraToken },
    ...{ LINEAR_API_URL: linearUrl, LINEAR_API_KEY: linearKey },
    ...{ PAGERDUTY_URL: pagerdutyUrl, PAGERDUTY_ROUTING_KEY: pagerdutyRoutingKey },
    ...{ GOOGLE_CALENDAR_URL: sandbox.googleUrl, GOOGLE_CALENDAR_ID: sandbox.googleCalendarId },
    ...{ GOOGLE_CALENDAR_TOKEN: sandbox.googleToken },
  };
}

function launch(words: string[], env: NodeJS.ProcessEnv) {
  return spawn("node", ["scripts/launch.js", "src/main.ts", ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Reads all that comes; what it was is answered when asked for. */
function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

/** The twelve weeks before today, and the teams they are about. */
export async function moveIn(house: House, folder: string): Promise<void> {
  const history = join(folder, "history.ndjson");
  const lines = house.sandbox.history().map((line) => `${JSON.stringify(line)}\n`);
  await writeFile(history, lines.join(""));
  await house.adjutant("import", history);
  await saveTeams(house);
}

/** The first as an operator saves a team; the others without a process for each. */
export async function saveTeams({ sandbox, databaseUrl, adjutant }: House): Promise<void> {
  const [first, ...others] = sandbox.teams;
  if (!first) throw new Error("The sandbox has teams.");
  const listed = first.repositories.flatMap((repository) => ["--repositories", repository]);
  await adjutant("teams.save", first.key, "--name", first.name, "--zone", first.zone, ...listed);
  const store = await openStore({ url: databaseUrl, migrationsFolder: "migrations", onError: () => {} });
  const { saveTeam } = createTeams(store);
  for (const team of others) await saveTeam(team, { zone: team.zone, by: "tests", at: new Date() });
  await store.close();
}

async function waitUntilReady(httpUrl: string, bot: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline && bot.exitCode === null) {
    if (await isConnected(httpUrl)) return;
    await pause(50);
  }
  throw new Error("The bot did not become ready.");
}

/** Ready, and heard by Slack: without it the bot would be ready, too. */
async function isConnected(httpUrl: string): Promise<boolean> {
  const reply = await fetch(`${httpUrl}/health/ready`).catch(() => undefined);
  if (!reply?.ok) return false;
  const { checks } = (await reply.json()) as { checks: { name: string; ok: boolean }[] };
  return checks.some(({ name, ok }) => name === "slack" && ok);
}
