import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadConfig } from "#config";
import { runCheck } from "#lib/check";
import { documentChecks } from "#operations/doctor-documents";
import { createConfluenceSandbox } from "#sandbox/confluence/sandbox";
import { createDriveSandbox } from "#sandbox/google/drive";
import { createNotionSandbox } from "#sandbox/notion/sandbox";
import { createOpenaiSandbox } from "#sandbox/openai/sandbox";
import { createFolder } from "../support/stores.ts";

async function check(name: string, environment: Record<string, string>) {
  const found = documentChecks(loadConfig(environment)).find((one) => one.name === name);
  if (!found) throw new Error(`There is no check ${name}.`);
  return runCheck(found, 10_000);
}

it("looks at the list of sources, and at the vendors of documents", async () => {
  const [wiki, notion, drive] = [
    await createConfluenceSandbox(),
    await createNotionSandbox(),
    await createDriveSandbox(),
  ];
  const model = await createOpenaiSandbox();
  for (const one of [wiki, notion, drive, model]) onTestFinished(() => one.close());
  const path = join(await createFolder(), "documents.yaml");
  await writeFile(path, "sources: [{ kind: prds }]");
  const vendors = {
    ...{ CONFLUENCE_URL: wiki.url, CONFLUENCE_EMAIL: wiki.email, CONFLUENCE_TOKEN: wiki.token },
    ...{ NOTION_URL: notion.url, NOTION_TOKEN: notion.token, DOCUMENTS_PATH: path },
    ...{ GOOGLE_DRIVE_URL: drive.url, GOOGLE_DRIVE_TOKEN: drive.token },
  };
  const embeddings = {
    ...{ EMBEDDINGS_BACKEND: "openai", EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_API_KEY: model.apiKey },
  };
  expect(await check("sources", vendors)).toMatchObject({ ok: true, detail: `1 in ${path}.` });
  expect(await check("embeddings", { ...vendors, ...embeddings })).toMatchObject({
    detail: "text-embedding-3-small makes vectors of 64 numbers.",
  });
  for (const name of ["Confluence", "Notion", "Google Drive"]) {
    expect(await check(name, vendors)).toMatchObject({ ok: true });
  }
  wiki.fault({ kind: "token_expired" });
  expect(await check("Confluence", vendors)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("CONFLUENCE_TOKEN"),
  });
  await writeFile(path, "sources: [{ kind: gitlab }]");
  expect(await check("sources", vendors)).toMatchObject({
    ok: false,
    detail: expect.stringContaining("Choose a kind"),
  });
});
