import { access, constants, mkdir, readFile, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "#config";
import { parseRulesYaml } from "#domain/rules-yaml";
import type { Check } from "#lib/check";
import { UserError } from "#lib/errors";
import { assertIntact } from "#store/backup";
import { FREE_BYTES_MIN } from "#store/ballast";
import { readClock } from "#store/clock";
import { dialectOf } from "#store/dialect";
import { openStore } from "#store/open";
import { explainOpenFailure } from "#store/open-failure";
import packageJson from "../../package.json" with { type: "json" };
import { assertClock } from "./doctor-clock.ts";
import { documentChecks } from "./doctor-documents.ts";
import { exportChecks } from "./doctor-exports.ts";
import { githubChecks } from "./doctor-github.ts";
import { type SlackScopes, slackChecks } from "./doctor-slack.ts";
import { trackerChecks } from "./doctor-trackers.ts";

export interface Surroundings {
  config: Config;
  migrationsFolder: string;
  slackScopes: SlackScopes;
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
    ...trackerChecks(config),
    ...exportChecks(config),
    ...documentChecks(config),
    { name: "rules", probe: () => checkRules(config.rulesPath) },
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

async function checkRules(path: string | null): Promise<string> {
  if (path === null) return "Those that come with Adjutant; RULES_PATH names a file of yours.";
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new Error(`${path} cannot be read. Correct RULES_PATH, or let this user read the file.`, { cause });
  });
  try {
    const rules = parseRulesYaml(text);
    return `${rules.length} in ${path}.`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new Error(`${path} is not in force. ${error.message} Mend it there.`, { cause: error });
  }
}

function checkHttp({ http, isLocalMode }: Config): string {
  const keys = http.apiKeys.length;
  if (keys > 0) return `${http.host}:${http.port}, ${keys} API ${keys === 1 ? "key" : "keys"}.`;
  if (isLocalMode) return `${http.host}:${http.port}, open to this machine alone while no credential is set.`;
  return `${http.host}:${http.port}, closed: set API_KEYS=name:key to use /v1.`;
}
