import { z } from "zod";
import { AUDIENCE } from "#domain/knowledge/document";
import { optional, Url, withDefault } from "./fields.ts";

const AUDIENCES_MAX = 100;

/** "channel:*" stands for all channels. */
const Excluded = z
  .string()
  .transform((list) => list.split(",").flatMap((one) => one.trim() || []))
  .pipe(
    z
      .array(
        z.string().refine((one) => AUDIENCE.test(one.replace(/:\*$/, ":all")), {
          error: "Write audiences with commas between, like channel:C024BE91L, user:*",
        }),
      )
      .max(AUDIENCES_MAX),
  );

/** What we read of the environment about where documents come from, and what makes vectors of them. */
export const DocumentsEnvironment = {
  DOCUMENTS_PATH: optional(z.string()),
  CONFLUENCE_URL: optional(Url),
  CONFLUENCE_EMAIL: optional(z.email("Write the e-mail address that the token belongs to.")),
  CONFLUENCE_TOKEN: optional(z.string().min(8)),
  NOTION_URL: withDefault(Url, "https://api.notion.com"),
  NOTION_TOKEN: optional(z.string().min(8)),
  GOOGLE_DRIVE_URL: withDefault(Url, "https://www.googleapis.com/drive/v3"),
  GOOGLE_DRIVE_TOKEN: optional(z.string().min(8)),
  /** What was once called tfidf is what the words alone do. */
  EMBEDDINGS_BACKEND: withDefault(
    z.enum(["none", "tfidf", "openai"]).transform((backend) => (backend === "openai" ? backend : "none")),
    "none",
  ),
  EMBEDDINGS_BASE_URL: optional(Url),
  EMBEDDINGS_API_KEY: optional(z.string().min(1)),
  EMBEDDINGS_MODEL: withDefault(z.string().min(1).max(200), "text-embedding-3-small"),
  EMBEDDINGS_EXCLUDE: optional(Excluded),
};

const Shape = z.object({
  ...DocumentsEnvironment,
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: Url,
});
type Environment = z.output<typeof Shape>;

export interface DocumentsConfig {
  documents: {
    /** The list of sources; null where there is none. */
    path: string | null;
    confluence: { url: string; email: string; token: string } | null;
    notion: { url: string; token: string } | null;
    drive: { url: string; token: string } | null;
  };
  /** Null where the words alone are searched. */
  embeddings: { baseUrl: string; apiKey: string; model: string; excluded: string[] } | null;
}

/** What does not go together; undefined where nothing is wrong. */
export function faultInDocuments(env: Environment): string | undefined {
  const { CONFLUENCE_URL: url, CONFLUENCE_EMAIL: email, CONFLUENCE_TOKEN: token } = env;
  const given = [url, email, token].filter((value) => value !== undefined).length;
  if (given > 0 && given < 3) {
    return "CONFLUENCE_URL, CONFLUENCE_EMAIL and CONFLUENCE_TOKEN belong together: set all of them, or none.";
  }
  if (env.EMBEDDINGS_BACKEND === "none" || toEmbeddings(env)) return undefined;
  return "EMBEDDINGS_BACKEND is openai: set EMBEDDINGS_API_KEY. OPENAI_API_KEY serves at OPENAI_BASE_URL alone.";
}

export function toDocuments(env: Environment): DocumentsConfig {
  const { CONFLUENCE_URL: url, CONFLUENCE_EMAIL: email, CONFLUENCE_TOKEN: token } = env;
  return {
    documents: {
      path: env.DOCUMENTS_PATH ?? null,
      confluence: url && email && token ? { url, email, token } : null,
      notion: env.NOTION_TOKEN === undefined ? null : { url: env.NOTION_URL, token: env.NOTION_TOKEN },
      drive: env.GOOGLE_DRIVE_TOKEN === undefined ? null : { url: env.GOOGLE_DRIVE_URL, token: env.GOOGLE_DRIVE_TOKEN },
    },
    embeddings: toEmbeddings(env),
  };
}

/** At the server of the model that writes, unless another is named: another server never gets that one's key. */
function toEmbeddings(env: Environment): DocumentsConfig["embeddings"] {
  const { EMBEDDINGS_BASE_URL: ownUrl, EMBEDDINGS_API_KEY: ownKey, OPENAI_BASE_URL, OPENAI_API_KEY } = env;
  const apiKey = ownKey ?? (ownUrl === undefined || ownUrl === OPENAI_BASE_URL ? OPENAI_API_KEY : undefined);
  if (env.EMBEDDINGS_BACKEND === "none" || apiKey === undefined) return null;
  const { EMBEDDINGS_MODEL: model, EMBEDDINGS_EXCLUDE: excluded = [] } = env;
  return { baseUrl: ownUrl ?? OPENAI_BASE_URL, apiKey, model, excluded };
}

/** Where each vendor of documents is that is connected at all. */
export function documentVendors(env: Environment): Record<string, string | undefined> {
  const { embeddings, documents } = toDocuments(env);
  const { confluence, notion, drive } = documents;
  return { confluence: confluence?.url, notion: notion?.url, drive: drive?.url, embeddings: embeddings?.baseUrl };
}
