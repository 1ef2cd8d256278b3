import { z } from "zod";
import { Flag, optional, Url, WholeNumber, withDefault } from "./fields.ts";

const ENTRIES_MAX = 100;

/** "plan=gpt-5, ask=gpt-5-mini" */
const Pairs = z.string().transform((list, context) => {
  const entries = list.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()]));
  const pairs = entries.map((entry) => entry.split("=").map((part) => part.trim()));
  const isSound = pairs.length <= ENTRIES_MAX && pairs.every((pair) => pair.length === 2 && !pair.includes(""));
  if (!isSound) context.addIssue("Write name=value, several with commas between.");
  return new Map(pairs.map(([name = "", value = ""]) => [name, value]));
});

const Usd = z.coerce.number().min(0).max(100_000);
/** "my-model=0.5/2": US dollars for a million tokens in, and out. */
const PriceList = Pairs.transform((pairs, context) => {
  const prices = [...pairs].map(([model, words]) => {
    const [input, output, ...more] = words.split("/").map((usd) => Usd.safeParse(usd));
    if (!input?.success || !output?.success || more.length > 0)
      context.addIssue(`Write ${model}=1.5/6, in US dollars.`);
    return [model, { input: input?.data ?? 0, output: output?.data ?? 0 }] as const;
  });
  return new Map(prices);
});

/** What we read of the environment about models and their traces. */
export const ModelEnvironment = {
  OPENAI_API_KEY: optional(z.string().min(1)),
  OPENAI_BASE_URL: withDefault(Url, "https://api.openai.com/v1"),
  OPENAI_MODEL: withDefault(z.string().min(1), "gpt-4.1-mini"),
  OPENAI_LIMIT_FIELD: optional(z.enum(["max_tokens", "max_completion_tokens"])),
  MODEL_TASKS: optional(Pairs),
  MODEL_PRICES: optional(PriceList),
  MODEL_CONCURRENCY: withDefault(WholeNumber(1, 64), "4"),
  MODEL_TIMEOUT_MS: withDefault(WholeNumber(1_000, 600_000), "60000"),
  TRACE_BODIES: withDefault(Flag, "false"),
  TRACE_RETENTION_DAYS: withDefault(WholeNumber(1, 3_650), "30"),
  TRACE_S3_ENDPOINT: optional(Url),
  TRACE_S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "Write the name of a bucket.")),
  TRACE_S3_REGION: withDefault(z.string().regex(/^[a-z0-9-]{1,40}$/, "Write it like eu-central-1."), "us-east-1"),
  TRACE_S3_PREFIX: withDefault(z.string().max(200), "adjutant/traces"),
  TRACE_S3_ACCESS_KEY_ID: optional(z.string().min(3)),
  TRACE_S3_SECRET_ACCESS_KEY: optional(z.string().min(8)),
  TRACE_WEBHOOK_URL: optional(Url),
  TRACE_WEBHOOK_SECRET: optional(
    z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "Write whsec_ and at least 24 bytes in base64."),
  ),
};

const Shape = z.object(ModelEnvironment);
type ModelEnvironment = z.output<typeof Shape>;

export interface ModelConfig {
  /** Null where nobody gave a key: what a model would write is then written by rules. */
  model: {
    apiKey: string;
    baseUrl: string;
    limitField: "max_tokens" | "max_completion_tokens";
    name: string;
    /** Of single tasks. */
    tasks: ReadonlyMap<string, string>;
    prices: ReadonlyMap<string, { input: number; output: number }>;
    concurrency: number;
    timeoutMs: number;
  } | null;
  traces: {
    /** Whether prompts and replies are kept, and not only what was asked and what it cost. */
    keepsBodies: boolean;
    retentionDays: number;
    webhook: { url: string; secret: string } | null;
    bucket: {
      endpoint: string;
      bucket: string;
      region: string;
      prefix: string;
      accessKeyId: string;
      secretAccessKey: string;
    } | null;
  };
}

export function toModel(env: ModelEnvironment): ModelConfig {
  const { TRACE_WEBHOOK_URL: url, TRACE_WEBHOOK_SECRET: secret } = env;
  return {
    model: env.OPENAI_API_KEY === undefined ? null : { apiKey: env.OPENAI_API_KEY, ...toSettings(env) },
    traces: {
      keepsBodies: env.TRACE_BODIES,
      retentionDays: env.TRACE_RETENTION_DAYS,
      webhook: url !== undefined && secret !== undefined ? { url, secret } : null,
      bucket: toBucket(env),
    },
  };
}

/** What must be given together; undefined where it is. */
export function faultInModel(env: ModelEnvironment): string | undefined {
  if (!env.TRACE_WEBHOOK_URL !== !env.TRACE_WEBHOOK_SECRET) {
    return "TRACE_WEBHOOK_URL and TRACE_WEBHOOK_SECRET belong together: set both, or neither.";
  }
  const given = BUCKET_NAMES.filter((name) => env[name] !== undefined).length;
  if (given === 0 || given === BUCKET_NAMES.length) return undefined;
  return `${BUCKET_NAMES.join(", ")} belong together: set all of them, or none.`;
}

const BUCKET_NAMES = [
  ...(["TRACE_S3_ENDPOINT", "TRACE_S3_BUCKET", "TRACE_S3_ACCESS_KEY_ID", "TRACE_S3_SECRET_ACCESS_KEY"] as const),
];

function toBucket(env: ModelEnvironment): ModelConfig["traces"]["bucket"] {
  const { TRACE_S3_ENDPOINT: endpoint, TRACE_S3_BUCKET: bucket } = env;
  const { TRACE_S3_ACCESS_KEY_ID: accessKeyId, TRACE_S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return null;
  const { TRACE_S3_REGION: region, TRACE_S3_PREFIX: prefix } = env;
  return { endpoint, bucket, accessKeyId, secretAccessKey, region, prefix };
}

function toSettings(env: ModelEnvironment): Omit<NonNullable<ModelConfig["model"]>, "apiKey"> {
  const { hostname } = new URL(env.OPENAI_BASE_URL);
  return {
    baseUrl: env.OPENAI_BASE_URL.replace(/\/+$/, ""),
    limitField: env.OPENAI_LIMIT_FIELD ?? (hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens"),
    name: env.OPENAI_MODEL,
    tasks: env.MODEL_TASKS ?? new Map(),
    prices: env.MODEL_PRICES ?? new Map(),
    concurrency: env.MODEL_CONCURRENCY,
    timeoutMs: env.MODEL_TIMEOUT_MS,
  };
}
