import { access, constants, mkdir, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "#config";
import type { Check } from "#lib/check";
import { createHttp } from "#lib/http";
import { assertIntact } from "#store/backup";
import { FREE_BYTES_MIN } from "#store/ballast";
import { readClock } from "#store/clock";
import { dialectOf } from "#store/dialect";
import { openStore } from "#store/open";
import { explainOpenFailure } from "#store/open-failure";
import packageJson from "../../package.json" with { type: "json" };

const SKEW_MS_MAX = 5_000;

export interface Surroundings {
  config: Config;
  migrationsFolder: string;
  /** The scopes the manifest asks for, and those it can do without. */
  slackScopes: { required: string[]; optional: string[] };
}

export function doctorChecks({ config, migrationsFolder, slackScopes }: Surroundings): Check[] {
  return [
    { name: "Node", probe: async () => checkNode(process.versions.node) },
    { name: "database", probe: () => checkDatabase(config.databaseUrl, migrationsFolder) },
    ...(dialectOf(config.databaseUrl) === "sqlite"
      ? [{ name: "disk", probe: () => checkDisk(dirname(config.databaseUrl)) }]
      : []),
    ...slackChecks(config, slackScopes),
    ...githubChecks(config),
    { name: "HTTP", probe: async () => checkHttp(config) },
  ];
}

/** "24.21.0" is new enough; throws for what is older. */
export function checkNode(version: string): string {
  const [[major = 0, minor = 0] = [], [majorMin = 0, minorMin = 0] = []] = [version, packageJson.config.nodeMin].map(
    (text) => text.split(".").map(Number),
  );
  const isNew = major > majorMin || (major === majorMin && minor >= minorMin);
  if (isNew) return `${version}.`;
  throw new Error(`Node ${version} is too old: ${packageJson.config.nodeMin} is needed. “npm ci” brings one along.`);
}

async function checkDatabase(url: string, migrationsFolder: string): Promise<string> {
  try {
    return await tryDatabase(url, migrationsFolder);
  } catch (error) {
    const known = explainOpenFailure(error, url);
    throw known ? new Error(known, { cause: error }) : error;
  }
}

async function tryDatabase(url: string, migrationsFolder: string): Promise<string> {
  const isSqlite = dialectOf(url) === "sqlite";
  if (isSqlite) await mkdir(dirname(url), { recursive: true, mode: 0o700 });
  const store = await openStore({ url, migrationsFolder, onError: () => {} });
  try {
    await store.migrate();
    assertClock("The database", await readClock(store));
  } finally {
    await store.close();
  }
  if (isSqlite) assertIntact(url);
  return isSqlite ? `SQLite at ${url}, migrated and intact.` : "Postgres answers, migrated.";
}

async function checkDisk(folder: string): Promise<string> {
  await access(folder, constants.W_OK).catch(() => {
    throw new Error(`${folder} cannot be written to. Give this user the right to, or move DATABASE_URL.`);
  });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < FREE_BYTES_MIN) throw new Error(`Only ${free} bytes are free in ${folder}. Make room for at least 64 MB.`);
  return `${Math.round(free / 1_000_000).toLocaleString("en")} MB free in ${folder}.`;
}

function slackChecks({ slack }: Config, scopes: Surroundings["slackScopes"]): Check[] {
  if (!slack) {
    const word =
      "Not configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to meet people there. HTTP and the terminal work.";
    return [{ name: "Slack", probe: async () => word }];
  }
  const { apiUrl, botToken, appToken } = slack;
  return [
    { name: "Slack bot token", probe: () => checkBotToken(apiUrl, botToken, scopes) },
    { name: "Slack app token", probe: () => checkAppToken(apiUrl, appToken) },
  ];
}

async function callSlack(apiUrl: string, method: string, token: string) {
  const http = createHttp({ vendor: "Slack", baseUrl: apiUrl });
  try {
    const headers = { authorization: `Bearer ${token}` };
    const reply = await http(new URL(method, apiUrl), { method: "POST", headers });
    const body = (await reply.json()) as { ok: boolean; error?: string; team?: string; user?: string };
    return { body, headers: reply.headers };
  } catch (cause) {
    throw new Error(`Slack does not answer at ${apiUrl}. Check the network, its proxy and SLACK_API_URL.`, { cause });
  }
}

async function checkBotToken(apiUrl: string, token: string, scopes: Surroundings["slackScopes"]): Promise<string> {
  const { body, headers } = await callSlack(apiUrl, "auth.test", token);
  if (!body.ok)
    throw new Error(`Slack says ${body.error}. Reinstall the app and copy its bot token to SLACK_BOT_TOKEN.`);
  assertDate("Slack", headers);
  const granted = headers
    .get("x-oauth-scopes")
    ?.split(",")
    .map((scope) => scope.trim());
  const missing = granted ? scopes.required.filter((scope) => !granted.includes(scope)) : [];
  if (missing.length > 0)
    throw new Error(`Scopes are missing: ${missing.join(", ")}. Update the app from manifest.json and reinstall it.`);
  const without = granted ? scopes.optional.filter((scope) => !granted.includes(scope)) : [];
  return `${body.user} in ${body.team}.${without.length > 0 ? ` Goes without the optional ${without.join(", ")}.` : ""}`;
}

async function checkAppToken(apiUrl: string, token: string): Promise<string> {
  const { body } = await callSlack(apiUrl, "apps.connections.open", token);
  if (!body.ok)
    throw new Error(`Slack says ${body.error}. Make an app-level token with connections:write for SLACK_APP_TOKEN.`);
  return "Socket mode can be opened.";
}

function githubChecks({ github }: Config): Check[] {
  const secret: Check = {
    name: "GitHub webhooks",
    async probe() {
      if (github.webhookSecrets.length > 0) return `Signed, with ${github.webhookSecrets.length} secret in use.`;
      return "No GITHUB_WEBHOOK_SECRET: only this machine itself may send webhooks, in local mode.";
    },
  };
  if (!github.token) {
    return [{ name: "GitHub", probe: async () => "Not configured: set GITHUB_TOKEN to sync and reconcile." }, secret];
  }
  return [{ name: "GitHub", probe: () => checkGithub(github.apiUrl, github.token ?? "") }, secret];
}

async function checkGithub(apiUrl: string, token: string): Promise<string> {
  const http = createHttp({ vendor: "GitHub", baseUrl: apiUrl });
  const reply = await http(`${apiUrl.replace(/\/$/, "")}/rate_limit`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (reply.status === 401)
    throw new Error("GitHub refuses the token. Make a new one that may read the repositories, for GITHUB_TOKEN.");
  if (!reply.ok) throw new Error(`GitHub answers ${reply.status} at ${apiUrl}. Check GITHUB_API_URL.`);
  assertDate("GitHub", reply.headers);
  return `Answers at ${apiUrl}; ${reply.headers.get("x-ratelimit-remaining") ?? "unknown"} requests left this hour.`;
}

function checkHttp({ http, isLocalMode }: Config): string {
  const keys = http.apiKeys.length;
  if (keys > 0) return `${http.host}:${http.port}, ${keys} API ${keys === 1 ? "key" : "keys"}.`;
  if (isLocalMode) return `${http.host}:${http.port}, open to this machine alone while no credential is set.`;
  return `${http.host}:${http.port}, closed: set API_KEYS=name:key to use /v1.`;
}

function assertDate(who: string, headers: Headers): void {
  const date = headers.get("date");
  if (date) assertClock(who, new Date(date));
}

function assertClock(who: string, theirs: Date): void {
  const skewMs = Date.now() - theirs.getTime();
  if (Math.abs(skewMs) <= SKEW_MS_MAX) return;
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  throw new Error(`${who} and this machine disagree by ${seconds} s on the time. Run NTP on both.`);
}
