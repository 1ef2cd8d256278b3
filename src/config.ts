import { z } from "zod";
import { TimeZone } from "#domain/directory";

/** An empty line in .env means: not set. */
const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);

function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(blankIsUnset, schema.optional());
}

function withDefault<Schema extends z.ZodType>(schema: Schema, value: string) {
  return z.preprocess((given) => blankIsUnset(given) ?? value, schema);
}

const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
const WholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const Url = z.url({ protocol: /^https?$/, error: "Write a full http or https address." });
/** Two at most, so that a secret can be replaced without a gap. */
const Secrets = z
  .string()
  .transform((list) => list.split(",").map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(16, "A secret needs at least 16 characters.")).max(2, "Two secrets at most."));
/** `name:key` pairs: the name shows in the audit, the key is what a caller sends. */
const ApiKeys = z
  .string()
  .transform((list) => list.split(",").map((pair) => pair.trim()))
  .pipe(z.array(z.string().regex(/^[a-z][\w-]*:\S{16,}$/, "Write name:key, the key with at least 16 characters.")))
  .transform((pairs) =>
    pairs.map((pair) => ({ name: pair.split(":")[0] ?? "", key: pair.split(":").slice(1).join(":") })),
  );

/** Every variable we read, with what it means; `.env.example` lists the same. */
export const Environment = z.object({
  DATABASE_URL: withDefault(z.string(), "data/adjutant.db"),
  SLACK_BOT_TOKEN: optional(z.string().startsWith("xoxb-", "A bot token starts with xoxb-.")),
  SLACK_APP_TOKEN: optional(z.string().startsWith("xapp-", "An app token starts with xapp-.")),
  SLACK_API_URL: withDefault(Url, "https://slack.com/api/"),
  GITHUB_TOKEN: optional(z.string().min(8)),
  GITHUB_API_URL: withDefault(Url, "https://api.github.com"),
  GITHUB_WEBHOOK_SECRET: optional(Secrets),
  GITHUB_REPOSITORIES: optional(
    z.string().transform((list) => list.split(",").map((repo) => repo.trim().toLowerCase())),
  ),
  /** What counts as production is said, never guessed from a name. */
  PRODUCTION_ENVIRONMENTS: withDefault(
    z.string().transform((list) => list.split(",").map((name) => name.trim().toLowerCase())),
    "production",
  ),
  HTTP_HOST: withDefault(z.string(), "127.0.0.1"),
  HTTP_PORT: withDefault(WholeNumber(0, 65_535), "3000"),
  API_KEYS: optional(ApiKeys),
  RULES_PATH: optional(z.string()),
  TIME_ZONE: withDefault(TimeZone, "UTC"),
  EVALUATOR_ENABLED: withDefault(Flag, "true"),
  EVALUATOR_INTERVAL_SEC: withDefault(WholeNumber(60, 600), "600"),
  RECONCILE_INTERVAL_MIN: withDefault(WholeNumber(1, 1_440), "15"),
  RETENTION_DAYS: withDefault(WholeNumber(1, 3_650), "30"),
  LOG_LEVEL: withDefault(z.enum(["debug", "info", "warn", "error", "silent"]), "info"),
});

export type Environment = z.output<typeof Environment>;

export interface Config {
  databaseUrl: string;
  /** Null when there is no Slack: HTTP and the terminal still work. */
  slack: { botToken: string; appToken: string; apiUrl: string } | null;
  github: { token: string | null; apiUrl: string; webhookSecrets: string[]; repositories: string[] };
  productionEnvironments: string[];
  http: { host: string; port: number; apiKeys: { name: string; key: string }[] };
  rulesPath: string | null;
  zone: string;
  evaluator: { isEnabled: boolean; intervalSec: number };
  reconcileIntervalMin: number;
  retentionDays: number;
  logLevel: Environment["LOG_LEVEL"];
  /**
   * True while no real credential is set and the server listens on this machine alone. Only then are webhooks without a
   * signature and calls without a key accepted; the first credential closes both.
   */
  isLocalMode: boolean;
}

/** What is wrong with the environment, in lines that name the variable. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Reads the environment; throws a ConfigError that lists everything wrong with it at once. */
export function loadConfig(environment: Record<string, string | undefined> = process.env): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) throw new ConfigError(describe(parsed.error));
  const env = parsed.data;
  if (!env.SLACK_BOT_TOKEN !== !env.SLACK_APP_TOKEN) {
    throw new ConfigError("SLACK_BOT_TOKEN and SLACK_APP_TOKEN belong together: set both, or neither.");
  }
  return toConfig(env);
}

function toConfig(env: Environment): Config {
  return {
    databaseUrl: env.DATABASE_URL,
    slack: toSlack(env),
    github: {
      token: env.GITHUB_TOKEN ?? null,
      apiUrl: env.GITHUB_API_URL,
      webhookSecrets: env.GITHUB_WEBHOOK_SECRET ?? [],
      repositories: env.GITHUB_REPOSITORIES ?? [],
    },
    productionEnvironments: env.PRODUCTION_ENVIRONMENTS,
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT, apiKeys: env.API_KEYS ?? [] },
    rulesPath: env.RULES_PATH ?? null,
    zone: env.TIME_ZONE,
    evaluator: { isEnabled: env.EVALUATOR_ENABLED, intervalSec: env.EVALUATOR_INTERVAL_SEC },
    reconcileIntervalMin: env.RECONCILE_INTERVAL_MIN,
    retentionDays: env.RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
    isLocalMode: isLocal(env),
  };
}

function toSlack({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL }: Environment): Config["slack"] {
  if (!SLACK_BOT_TOKEN || !SLACK_APP_TOKEN) return null;
  return { botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl: SLACK_API_URL };
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** A credential for a server on this machine is no real one: it opens nothing but a sandbox. */
function isLocal(env: Environment): boolean {
  const isReal = (secret: unknown, url: string) => secret !== undefined && !LOOPBACK.has(new URL(url).hostname);
  const hasCredential =
    isReal(env.SLACK_BOT_TOKEN, env.SLACK_API_URL) ||
    isReal(env.GITHUB_TOKEN, env.GITHUB_API_URL) ||
    env.GITHUB_WEBHOOK_SECRET !== undefined ||
    env.API_KEYS !== undefined;
  return LOOPBACK.has(env.HTTP_HOST) && !hasCredential;
}

function describe(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}
