import type { Config } from "#config";
import { createConfluence } from "#integrations/confluence/documents";
import { createDrive } from "#integrations/google/drive";
import { createNotion } from "#integrations/notion/documents";
import { createEmbeddings } from "#integrations/openai/embeddings";
import type { Check } from "#lib/check";
import { readSourceList } from "./sources/list.ts";

const CHECK_MS_MAX = 10_000;

/** The list of sources, and the vendors of documents for as far as they are configured. */
export function documentChecks({ documents, embeddings }: Config): Check[] {
  const now = () => new Date();
  const signal = () => AbortSignal.timeout(CHECK_MS_MAX);
  const { path, confluence, notion, drive } = documents;
  return [
    { name: "sources", probe: () => checkList(path) },
    ...(confluence ? [{ name: "Confluence", probe: () => checkConfluence({ ...confluence, now }, signal()) }] : []),
    ...(notion
      ? [{ name: "Notion", probe: async () => `Known as ${await createNotion({ ...notion, now }).check(signal())}.` }]
      : []),
    ...(drive
      ? [
          {
            name: "Google Drive",
            probe: async () => `Known as ${await createDrive({ ...drive, now }).check(signal())}.`,
          },
        ]
      : []),
    ...(embeddings
      ? [{ name: "embeddings", probe: () => checkEmbeddings(createEmbeddings({ ...embeddings, now }), signal()) }]
      : []),
  ];
}

async function checkEmbeddings({ model, embed }: ReturnType<typeof createEmbeddings>, signal: AbortSignal) {
  const [vector] = await embed(["Is anybody there?"], { signal, timeoutMs: CHECK_MS_MAX });
  return `${model} makes vectors of ${vector?.length ?? 0} numbers.`;
}

async function checkList(path: string | null): Promise<string> {
  if (path === null) return "PRDs alone; DOCUMENTS_PATH names a list of yours.";
  const entries = await readSourceList(path);
  return `${entries.length} in ${path}.`;
}

async function checkConfluence(options: Parameters<typeof createConfluence>[0], signal: AbortSignal): Promise<string> {
  const spaces = await createConfluence(options).check(signal);
  if (spaces === 0)
    throw new Error("Confluence shows no space to this account. Give it access to those that are read.");
  return `Answers at ${options.url}, and shows its spaces.`;
}
