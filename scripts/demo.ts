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
/** The page begins as Ada. What she proposes of what others read needs Carla's word, and the other way round. */
const POLICY = `# The demo's policy. Change it while the demo runs: it is read again at once.
actions:
  messages.post: { risk: medium, mode: { ask_if_channel_public: true } }
  messages.update: { risk: low, mode: auto }
  nudges.dm: { risk: low, mode: auto }
  pr.comment: { risk: medium, mode: require_approval }
  pr.label: { risk: low, mode: auto }
  pr.merge: { risk: high, mode: require_approval }
  issue.create: { risk: medium, mode: ask }
  incident.page: { risk: high, mode: require_approval }
limits:
  max_channel_size_auto_post: 10
  max_monthly_cost_usd: 1
stale_pr: { action: nudge }
pr_without_review: { action: nudge }
no_ticket_link: { action: nudge }
wip_limit_exceeded: { action: escalate }
roles:
  approvers:
    - { who: [U0ADA, U0CARLA], may: ["*"] }
  leads: { api: [U0BEN], web: [U0ELIF], ops: [U0FINN] }
  policy_admins: [U0ADA]
  security_admins: [U0ADA]
cards: { channel: C0ENG }
conversations: { channels: [C0ENG] }
`;

/** What is read within the first minute, and again from then on. */
const DOCUMENTS = `# Where documents come from.
sources:
  - { kind: github, repository: acme/api, audience: workspace }
  - { kind: github, repository: acme/web, audience: workspace }
  - { kind: github, repository: acme/infra, audience: workspace }
  - { kind: slack, channel: C0ENG }
  - { kind: prds }
`;

/** DEMO_MODEL=none shows how everything goes without one. */
const hasModel = process.env["DEMO_MODEL"] !== "none";

const httpPort = await findFreePort();
const webhooksUrl = `http://127.0.0.1:${httpPort}/webhooks`;
const webhooks = {
  webhookUrl: `${webhooksUrl}/github`,
  jiraWebhookUrl: `${webhooksUrl}/jira`,
  linearWebhookUrl: `${webhooksUrl}/linear`,
};
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
  JIRA_URL: sandbox.jiraUrl,
  JIRA_EMAIL: sandbox.jiraEmail,
  JIRA_TOKEN: sandbox.jiraToken,
  JIRA_WEBHOOK_SECRET: WEBHOOK_SECRET,
  LINEAR_API_URL: sandbox.linearUrl,
  LINEAR_API_KEY: sandbox.linearKey,
  LINEAR_WEBHOOK_SECRET: WEBHOOK_SECRET,
  PAGERDUTY_URL: sandbox.pagerdutyUrl,
  PAGERDUTY_ROUTING_KEY: sandbox.pagerdutyRoutingKey,
  GOOGLE_CALENDAR_URL: sandbox.googleUrl,
  GOOGLE_CALENDAR_ID: sandbox.googleCalendarId,
  GOOGLE_CALENDAR_TOKEN: sandbox.googleToken,
  ...(hasModel && {
    OPENAI_BASE_URL: sandbox.modelUrl,
    OPENAI_API_KEY: sandbox.modelKey,
    OPENAI_MODEL: "scripted",
    MODEL_PRICES: "scripted=0/0",
  }),
  SANDBOX: "true",
  ALLOWED_PROJECTS: "*",
  POLICY_PATH: join(FOLDER, "policy.yaml"),
  DOCUMENTS_PATH: join(FOLDER, "documents.yaml"),
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

  Type /standup, /triage, /ask QUESTION or /plan IDEA there. The World panel makes things happen on GitHub.
  Nudge asks for approval: choose Carla under "Act as", and approve the card in #eng.
  HTTP:  curl -H "authorization: Bearer ${API_KEY}" -X POST http://127.0.0.1:${httpPort}/v1/capabilities/triage -d '{}' -H "content-type: application/json"
  Docs:  http://127.0.0.1:${httpPort}/docs
  Ctrl+C ends it.
`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());

async function openSandbox() {
  try {
    return await startSandbox({ seed: SEED, port: PORT, ...webhooks, webhookSecret: WEBHOOK_SECRET });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    process.stderr.write(`Port ${PORT} is taken, by a demo perhaps. End it, or choose another: DEMO_PORT=4100\n`);
    process.exit(2);
  }
}

/** The twelve weeks before today, as the webhooks that GitHub would have sent, the teams they are about, and a policy. */
async function prepare(): Promise<void> {
  writeFileSync(environment.POLICY_PATH, POLICY);
  writeFileSync(environment.DOCUMENTS_PATH, DOCUMENTS);
  const history = join(FOLDER, "history.ndjson");
  writeFileSync(
    history,
    sandbox
      .history()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );
  await adjutant("import", history);
  await adjutant("index", "add", "README.md", "docs");
  const teams = sandbox.teams.map(({ key, name, repositories, zone }) => {
    const listed = repositories.flatMap((repo) => ["--repositories", repo]);
    return adjutant("teams.save", key, "--name", name, "--zone", zone, ...listed);
  });
  await Promise.all(teams);
  const projects = sandbox.projects.map(({ key, name, tracker, team }) =>
    adjutant("projects.create", key, "--name", name, "--tracker", tracker, "--team", team),
  );
  await Promise.all(projects);
  await adjutant("sync", "jira", "API");
  await adjutant("sync", "linear", "WEB");
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
