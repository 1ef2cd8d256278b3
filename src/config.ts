import { z } from "zod";
import { Repository, TimeZone } from "#domain/directory";
import { type ApiKey, ApiKeys } from "./config/api-keys.ts";
import { type CalendarConfig, CalendarEnvironment, toCalendar } from "./config/calendar.ts";
import { type DeliveryConfig, DeliveryEnvironment, toDelivery } from "./config/delivery.ts";
import {
  type DocumentsConfig,
  DocumentsEnvironment,
  documentVendors,
  faultInDocuments,
  toDocuments,
} from "./config/documents.ts";
import { Flag, isLoopback, optional, Secrets, Url, WholeNumber, withDefault } from "./config/fields.ts";
import { faultInModel, type ModelConfig, ModelEnvironment, toModel } from "./config/model.ts";
import { faultInTrackers, type TrackersConfig, TrackersEnvironment, toTrackers } from "./config/trackers.ts";

const NamesList = z.string().transform((list) =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
);
/** A path may hold a colon; what begins like an address is one, and would become the name of a folder. */
const DatabaseUrl = z.string().regex(/^(?:postgres(?:ql)?:\/\/|(?![a-z][a-z0-9+.-]+:))/i, {
  error: "Write the path of a SQLite file, like data/adjutant.db, or postgres://user:password@host/database.",
});

/** Every variable we read, with what it means; `.env.example` lists the same. */
export const Environment = z.object({
  DATABASE_URL: withDefault(DatabaseUrl, "data/adjutant.db"),
  SLACK_BOT_TOKEN: optional(z.string().startsWith("xoxb-", "A bot token starts with xoxb-.")),
  SLACK_APP_TOKEN: optional(z.string().startsWith("xapp-", "An app token starts with xapp-.")),
  SLACK_API_URL: withDefault(Url, "https://slack.com/api/"),
  GITHUB_TOKEN: optional(z.string().min(8)),
  GITHUB_API_URL: withDefault(Url, "https://api.github.com"),
  GITHUB_WEBHOOK_SECRET: optional(Secrets),
  GITHUB_REPOSITORIES: optional(NamesList.pipe(z.array(Repository))),
  GITHUB_BOTS: optional(NamesList.transform((names) => names.map((name) => name.toLowerCase()))),
  ...TrackersEnvironment,
  PAGERDUTY_URL: withDefault(Url, "https://events.pagerduty.com"),
  PAGERDUTY_ROUTING_KEY: optional(z.string().length(32, "A routing key has 32 characters.")),
  ...CalendarEnvironment,
  ...ModelEnvironment,
  ...DocumentsEnvironment,
  ...DeliveryEnvironment,
  HTTP_HOST: withDefault(z.string(), "127.0.0.1"),
  HTTP_PORT: withDefault(WholeNumber(0, 65_535), "3000"),
  API_KEYS: optional(ApiKeys),
  RULES_PATH: optional(z.string()),
  POLICY_PATH: optional(z.string()),
  OPA_URL: optional(Url),
  DRY_RUN: withDefault(Flag, "true"),
  ALLOWED_PROJECTS: optional(NamesList),
  SANDBOX: withDefault(Flag, "false"),
  AUDIT_ANCHOR_FILE: optional(z.string()),
  AUDIT_CHANNEL: optional(z.string().regex(/^[CG][A-Z0-9]+$/, "Write the id of a channel, like C024BE91L.")),
  AUDIT_RETENTION_DAYS: withDefault(WholeNumber(30, 3_650), "400"),
  EFFECT_LEASE_MS: withDefault(WholeNumber(1_000, 600_000), "20000"),
  EFFECT_SEND_MS: withDefault(WholeNumber(500, 60_000), "10000"),
  EFFECT_SETTLE_MS_MAX: withDefault(WholeNumber(0, 3_600_000), "600000"),
  EFFECT_UNCERTAIN_MS: withDefault(WholeNumber(0, 86_400_000), "3600000"),
  PRD_REVIEW_QUORUM: withDefault(WholeNumber(1, 20), "1"),
  TIME_ZONE: withDefault(TimeZone, "UTC"),
  EVALUATOR_ENABLED: withDefault(Flag, "true"),
  EVALUATOR_INTERVAL_SEC: withDefault(WholeNumber(60, 600), "600"),
  RECONCILE_INTERVAL_MIN: withDefault(WholeNumber(1, 1_440), "15"),
  RETENTION_DAYS: withDefault(WholeNumber(1, 3_650), "30"),
  LOG_LEVEL: withDefault(z.enum(["debug", "info", "warn", "error", "silent"]), "info"),
});

export type Environment = z.output<typeof Environment>;

export interface Config extends ModelConfig, CalendarConfig, DeliveryConfig, DocumentsConfig, TrackersConfig {
  databaseUrl: string;
  /** Null when there is no Slack: HTTP and the terminal still work. */
  slack: { botToken: string; appToken: string; apiUrl: string } | null;
  github: {
    token: string | null;
    apiUrl: string;
    webhookSecrets: string[];
    repositories: string[];
    /** Logins in lower case that are bots although GitHub calls them users. */
    bots: string[];
  };
  /** Null where a vendor is not connected. */
  pagerduty: { url: string; routingKey: string } | null;
  http: { host: string; port: number; apiKeys: ApiKey[] };
  rulesPath: string | null;
  policyPath: string | null;
  /** In which projects tickets may be made; "*" means all of them. */
  allowedProjects: string[];
  opaUrl: string | null;
  audit: { anchorFile: string | null; channel: string | null; retentionDays: number };
  effects: {
    /** Whether effects are only described, except those on `sandboxes`. */
    isDryRun: boolean;
    /** The vendors that are the sandbox's, where trying costs nothing. */
    sandboxes: string[];
    leaseMs: number;
    sendMs: number;
    settleMsMax: number;
    uncertainMs: number;
  };
  /** How many have to approve a version of a PRD. */
  prdReviewQuorum: number;
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
  const fault = faultInTrackers(env) ?? faultInModel(env) ?? faultInDocuments(env);
  if (fault) throw new ConfigError(fault);
  return toConfig(env);
}

function toConfig(env: Environment): Config {
  return {
    databaseUrl: env.DATABASE_URL,
    slack: toSlack(env),
    github: toGithub(env),
    ...toTrackers(env),
    pagerduty: toPagerduty(env),
    ...{ ...toDelivery(env), ...toCalendar(env), ...toModel(env), ...toDocuments(env) },
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT, apiKeys: env.API_KEYS ?? [] },
    rulesPath: env.RULES_PATH ?? null,
    policyPath: env.POLICY_PATH ?? null,
    allowedProjects: env.ALLOWED_PROJECTS ?? [],
    opaUrl: env.OPA_URL ?? null,
    audit: {
      anchorFile: env.AUDIT_ANCHOR_FILE ?? null,
      channel: env.AUDIT_CHANNEL ?? null,
      retentionDays: env.AUDIT_RETENTION_DAYS,
    },
    effects: {
      isDryRun: env.DRY_RUN,
      sandboxes: listSandboxes(env),
      leaseMs: env.EFFECT_LEASE_MS,
      sendMs: env.EFFECT_SEND_MS,
      settleMsMax: env.EFFECT_SETTLE_MS_MAX,
      uncertainMs: env.EFFECT_UNCERTAIN_MS,
    },
    prdReviewQuorum: env.PRD_REVIEW_QUORUM,
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

function toGithub(env: Environment): Config["github"] {
  return {
    token: env.GITHUB_TOKEN ?? null,
    apiUrl: env.GITHUB_API_URL,
    webhookSecrets: env.GITHUB_WEBHOOK_SECRET ?? [],
    repositories: env.GITHUB_REPOSITORIES ?? [],
    bots: env.GITHUB_BOTS ?? [],
  };
}

function toPagerduty({ PAGERDUTY_URL: url, PAGERDUTY_ROUTING_KEY: routingKey }: Environment): Config["pagerduty"] {
  return routingKey ? { url, routingKey } : null;
}

/** Where each vendor is that is connected at all. */
function vendorUrls(env: Environment): Record<string, string | undefined> {
  return {
    slack: env.SLACK_BOT_TOKEN && env.SLACK_API_URL,
    github: env.GITHUB_TOKEN && env.GITHUB_API_URL,
    jira: env.JIRA_TOKEN && env.JIRA_URL,
    linear: env.LINEAR_API_KEY && env.LINEAR_API_URL,
    pagerduty: env.PAGERDUTY_ROUTING_KEY && env.PAGERDUTY_URL,
    google: env.GOOGLE_CALENDAR_TOKEN && env.GOOGLE_CALENDAR_URL,
    openai: env.OPENAI_API_KEY && env.OPENAI_BASE_URL,
    ...documentVendors(env),
  };
}

/** An address on this machine may be a tunnel to a real vendor, so it is a sandbox only where that is said. */
function isSandbox({ SANDBOX }: Environment, url: string): boolean {
  return SANDBOX && isLoopback(new URL(url).hostname);
}

function listSandboxes(env: Environment): string[] {
  return Object.entries(vendorUrls(env)).flatMap(([vendor, url]) => (url && isSandbox(env, url) ? [vendor] : []));
}

/** A credential for a sandbox is no real one: it opens nothing. */
function isLocal(env: Environment): boolean {
  const hasCredential =
    Object.values(vendorUrls(env)).some((url) => url && !isSandbox(env, url)) ||
    [env.GITHUB_WEBHOOK_SECRET, env.JIRA_WEBHOOK_SECRET, env.LINEAR_WEBHOOK_SECRET].some((one) => one !== undefined) ||
    env.API_KEYS !== undefined;
  return isLoopback(env.HTTP_HOST) && !hasCredential;
}

function describe(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}
