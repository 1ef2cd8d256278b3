// Writes what GitHub publishes about its own interface, cut down to what we use, to test/contracts. Run by hand when the
// pinned version is raised; the committed files keep the tests offline.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REST = "@octokit/openapi@23.0.2";
const WEBHOOKS = "@octokit/openapi-webhooks@12.1.0";
const DOCUMENT = "package/generated/api.github.com.json";
/** Atlassian's format of texts, of which we take all. */
const ADF = "@atlaskit/adf-schema@57.7.22";
const ADF_DOCUMENT = "package/dist/json-schema/v1/full.json";
const WORDS = new Set(["description", "summary", "examples", "example", "externalDocs", "title", "default"]);

const R = "/repos/{owner}/{repo}";
const PATHS = [
  "/user",
  "/rate_limit",
  "/search/issues",
  R,
  `${R}/pulls`,
  `${R}/pulls/comments`,
  `${R}/pulls/{pull_number}`,
  `${R}/pulls/{pull_number}/reviews`,
  `${R}/pulls/{pull_number}/commits`,
  `${R}/issues`,
  `${R}/issues/comments`,
  `${R}/issues/comments/{comment_id}`,
  `${R}/issues/{issue_number}`,
  `${R}/issues/{issue_number}/comments`,
  `${R}/pulls/{pull_number}/files`,
  `${R}/contents/{path}`,
  `${R}/git/trees/{tree_sha}`,
  `${R}/git/blobs/{file_sha}`,
  `${R}/commits`,
  `${R}/deployments`,
  `${R}/deployments/{deployment_id}/statuses`,
  `${R}/releases`,
  `${R}/actions/runs`,
  `${R}/commits/{ref}/check-runs`,
  `${R}/compare/{basehead}`,
];
/** What changes something: the method, the path and the status of success. */
const WRITES: [method: string, path: string, status: string][] = [
  ["post", `${R}/issues/{issue_number}/comments`, "201"],
  ["delete", `${R}/issues/comments/{comment_id}`, "204"],
  ["post", `${R}/issues/{issue_number}/labels`, "200"],
  ["delete", `${R}/issues/{issue_number}/labels/{name}`, "200"],
  ["post", `${R}/issues/{issue_number}/assignees`, "201"],
  ["delete", `${R}/issues/{issue_number}/assignees`, "200"],
  ["post", `${R}/pulls/{pull_number}/requested_reviewers`, "201"],
  ["delete", `${R}/pulls/{pull_number}/requested_reviewers`, "200"],
  ["put", `${R}/pulls/{pull_number}/merge`, "200"],
  ["post", `${R}/issues`, "201"],
  ["patch", `${R}/issues/{issue_number}`, "200"],
];
const EVENTS = [
  "pull-request-opened",
  "pull-request-synchronize",
  "pull-request-closed",
  "pull-request-ready-for-review",
  "pull-request-labeled",
  "pull-request-unlabeled",
  "pull-request-assigned",
  "pull-request-unassigned",
  "pull-request-review-requested",
  "pull-request-review-request-removed",
  "pull-request-review-submitted",
  "pull-request-review-comment-created",
  "push",
  "workflow-run-completed",
  "check-run-completed",
  "issues-opened",
  "issues-closed",
  "issues-reopened",
  "issue-comment-created",
  "create",
  "deployment-created",
  "deployment-status-created",
  "release-published",
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

writeRest(fetchDocument(REST));
writeWebhooks(fetchDocument(WEBHOOKS));
writeAdf(fetchDocument(ADF, ADF_DOCUMENT));

function fetchDocument(name: string, file = DOCUMENT): { document: Node; source: Node } {
  const folder = mkdtempSync(join(tmpdir(), "contracts-"));
  try {
    const packed = execFileSync("npm", ["pack", "--silent", name], { cwd: folder, encoding: "utf8" }).trim();
    execFileSync("tar", ["xzf", packed, file], { cwd: folder });
    const text = readFileSync(join(folder, file), "utf8");
    const sha256 = createHash("sha256").update(text).digest("hex");
    return { document: JSON.parse(text), source: { package: name, file, sha256 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeRest({ document, source }: ReturnType<typeof fetchDocument>): void {
  const all = [...PATHS.map((path): (typeof WRITES)[number] => ["get", path, "200"]), ...WRITES];
  const operations = all.map(([method, path, status]) => {
    const operation = at(document, ["paths", path, method]);
    const parameters = asList(operation["parameters"]).map((parameter) => resolve(document, parameter));
    return {
      method: method.toUpperCase(),
      path,
      query: parameters.filter((one) => one["in"] === "query").map(({ name, schema }) => ({ name, schema })),
      body: schemaIn(operation["requestBody"]),
      reply: schemaIn(resolve(document, at(operation, ["responses", status]))),
    } as unknown as Node;
  });
  write("github-rest", { source, operations: clean(operations), definitions: definitionsOf(document, operations) });
}

/** Null where there is nothing to send, or nothing that is answered. */
function schemaIn(holder: Json | undefined): Json {
  if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return null;
  const content = holder["content"] as Node | undefined;
  return content ? at(content, ["application/json", "schema"]) : null;
}

function writeWebhooks({ document, source }: ReturnType<typeof fetchDocument>): void {
  const entries = EVENTS.map((name): [string, Json] => [
    name,
    at(document, ["webhooks", name, "post", "requestBody", "content", "application/json", "schema"]),
  ]);
  const events = Object.fromEntries(entries);
  write("github-webhooks", { source, events: clean(events), definitions: definitionsOf(document, events) });
}

/** Its dialect is older than what our checker speaks, and not needed. */
function writeAdf({ document: { $schema: _, ...schema }, source }: ReturnType<typeof fetchDocument>): void {
  write("adf", { source, schema });
}

/** Every schema that is reachable, under its own name. */
function definitionsOf(document: Node, root: Json): Node {
  const found = new Map<string, Json>();
  const waiting = namesIn(root);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const schema = at(document, ["components", "schemas", name]);
    found.set(name, clean(schema));
    waiting.push(...namesIn(schema));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function namesIn(value: Json): string[] {
  const text = JSON.stringify(clean(value));
  return [...text.matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name ?? "");
}

/** Without words, with refs into `definitions`, and OpenAPI 3.0's `nullable` as JSON Schema says it. */
function clean(value: Json, isFields = false): Json {
  if (Array.isArray(value)) return value.map((item) => clean(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isFields || !(WORDS.has(key) || key.startsWith("x-")));
  const node = Object.fromEntries(kept.map(([key, inner]) => [key, cleanEntry(key, inner, isFields)]));
  return isFields ? node : asNullable(node);
}

function cleanEntry(key: string, inner: Json, isFields: boolean): Json {
  if (key === "$ref" && typeof inner === "string") return inner.replace("#/components/schemas/", "#/definitions/");
  return clean(inner, !isFields && key === "properties");
}

function asNullable({ nullable, ...node }: Node): Node {
  if (nullable !== true) return node;
  if (typeof node["type"] !== "string") return { anyOf: [node, { type: "null" }] };
  const values = node["enum"];
  return { ...node, type: [node["type"], "null"], ...(Array.isArray(values) && { enum: [...values, null] }) };
}

function resolve(document: Node, node: Node): Node {
  const ref = node["$ref"];
  return typeof ref === "string" ? at(document, ref.slice(2).split("/")) : node;
}

function at(node: Node, path: string[]): Node {
  let found: Json = node;
  for (const key of path) found = (found as Node)[key] ?? null;
  if (found === null) throw new Error(`The document has no ${path.join(" > ")}.`);
  return found as Node;
}

function asList(value: Json | undefined): Node[] {
  return Array.isArray(value) ? (value as Node[]) : [];
}

function write(name: string, contract: Json): void {
  const file = `test/contracts/${name}.json`;
  writeFileSync(file, `${JSON.stringify(contract)}\n`);
  process.stdout.write(`${file}: ${readFileSync(file).length} bytes\n`);
}
