import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { ConfigError, Environment, loadConfig } from "#config";

const example = parseEnv(readFileSync(".env.example", "utf8")) as Record<string, string>;

it("lists in .env.example exactly what is read, with values that are accepted", () => {
  expect(Object.keys(example).sort()).toEqual(Object.keys(Environment.shape).sort());
  expect(loadConfig(example)).toEqual(loadConfig({}));
});

it("runs with nothing set at all, in local mode", () => {
  expect(loadConfig({})).toMatchObject({ databaseUrl: "data/adjutant.db", slack: null, isLocalMode: true });
});

it.each([
  [{ API_KEYS: "ci:0123456789abcdef" }, false],
  [{ GITHUB_WEBHOOK_SECRET: "0123456789abcdef" }, false],
  [{ JIRA_WEBHOOK_SECRET: "0123456789abcdef" }, false],
  [{ LINEAR_WEBHOOK_SECRET: "0123456789abcdef" }, false],
  [{ GITHUB_TOKEN: "ghp_0123456789" }, false],
  [{ GITHUB_TOKEN: "a-token-0", GITHUB_API_URL: "http://127.0.0.1:4000" }, false],
  [{ SANDBOX: "true", GITHUB_TOKEN: "sandbox-token", GITHUB_API_URL: "http://127.0.0.1:4000" }, true],
  [{ SANDBOX: "true", GITHUB_TOKEN: "ghp_0123456789" }, false],
  [{ LINEAR_API_KEY: "lin_api_0123456789" }, false],
  [{ GOOGLE_CALENDAR_TOKEN: "ya29.0123456789" }, false],
  [{ SANDBOX: "true", PAGERDUTY_ROUTING_KEY: "0".repeat(32), PAGERDUTY_URL: "http://[::1]:4000" }, true],
  [{ JIRA_URL: "https://acme.example", JIRA_EMAIL: "bot@acme.example", JIRA_TOKEN: "01234567" }, false],
  [{ HTTP_HOST: "0.0.0.0" }, false],
])("leaves local mode with the first real credential or an open address: %o", (environment, isLocalMode) => {
  expect(loadConfig(environment).isLocalMode).toBe(isLocalMode);
});

it.each([
  [{ SLACK_BOT_TOKEN: "xoxb-1" }, "belong together"],
  [{ JIRA_URL: "https://acme.example", JIRA_TOKEN: "01234567" }, "JIRA_URL, JIRA_EMAIL and JIRA_TOKEN belong together"],
  [{ PAGERDUTY_ROUTING_KEY: "short" }, "PAGERDUTY_ROUTING_KEY: A routing key has 32 characters."],
  [{ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN: A bot token starts with xoxb-."],
  [{ GITHUB_WEBHOOK_SECRET: "short" }, "GITHUB_WEBHOOK_SECRET"],
  [{ LINEAR_WEBHOOK_SECRET: "short" }, "LINEAR_WEBHOOK_SECRET"],
  [{ JIRA_POINTS_FIELD: "Story Points" }, "JIRA_POINTS_FIELD: Write the id of a field"],
  [{ TICKET_STATUSES: "QA" }, "TICKET_STATUSES"],
  [{ TICKET_STATUSES: "QA=busy" }, "TICKET_STATUSES"],
  [{ HTTP_PORT: "99999" }, "HTTP_PORT"],
  [{ TIME_ZONE: "Mars/Olympus" }, "TIME_ZONE: Not a time zone"],
  [{ API_KEYS: "nokey" }, "API_KEYS"],
  [{ API_KEYS: "ada@ada:0123456789abcdef" }, "name@U024BE91L:key"],
  [{ DATABASE_URL: "mysql://root@localhost/adjutant" }, "DATABASE_URL: Write the path of a SQLite file"],
  [{ DATABASE_URL: "file:data/adjutant.db" }, "DATABASE_URL"],
  [{ GITHUB_REPOSITORIES: "acme/api,web" }, "GITHUB_REPOSITORIES.1: Not a repository. Write it like owner/name."],
  [{ GITHUB_REPOSITORIES: "https://github.com/acme/api" }, "GITHUB_REPOSITORIES.0"],
  [{ EVALUATOR_INTERVAL_SEC: "5" }, "EVALUATOR_INTERVAL_SEC"],
  [{ MODEL_TASKS: "plan" }, "MODEL_TASKS: Write name=value"],
  [{ MODEL_PRICES: "m=1" }, "MODEL_PRICES: Write m=1.5/6"],
  [{ TRACE_WEBHOOK_URL: "https://traces.example" }, "TRACE_WEBHOOK_URL and TRACE_WEBHOOK_SECRET belong together"],
  [{ TRACE_S3_BUCKET: "traces" }, "TRACE_S3_SECRET_ACCESS_KEY belong together"],
  [{ TRACE_S3_BUCKET: "a/b" }, "TRACE_S3_BUCKET: Write the name of a bucket."],
  [{ TRACE_WEBHOOK_SECRET: "short" }, "TRACE_WEBHOOK_SECRET: Write whsec_"],
])("says which variable is wrong, and how: %o", (environment, word) => {
  expect(() => loadConfig(environment)).toThrow(ConfigError);
  expect(() => loadConfig(environment)).toThrow(word);
});

it.each(["data/adjutant.db", "/var/lib/a:b/x.db", "C:\\adjutant.db", "postgres://u:p@host/db", "postgresql://host/db"])(
  "takes %s for a database",
  (url) => {
    expect(loadConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  },
);

it("takes a vendor on this machine for a sandbox only where that is said, as it may be a tunnel", () => {
  const tunnel = { GITHUB_TOKEN: "ghp_0123456789", GITHUB_API_URL: "http://localhost:8443" };
  const jira = { JIRA_URL: "https://acme.example", JIRA_EMAIL: "bot@acme.example", JIRA_TOKEN: "01234567" };
  expect(loadConfig(tunnel).effects).toMatchObject({ isDryRun: true, sandboxes: [] });
  const { effects } = loadConfig({ ...tunnel, ...jira, SANDBOX: "true" });
  expect(effects).toMatchObject({ isDryRun: true, sandboxes: ["github"] });
});

it("reads lists without what is empty in them", () => {
  const { github, productionEnvironments } = loadConfig({
    GITHUB_REPOSITORIES: "Acme/API, acme/web,",
    PRODUCTION_ENVIRONMENTS: "Production,,eu ",
  });
  expect(github.repositories).toEqual(["acme/api", "acme/web"]);
  expect(productionEnvironments).toEqual(["production", "eu"]);
});

it("never repeats a secret in its complaint", () => {
  try {
    loadConfig({ GITHUB_WEBHOOK_SECRET: "tooshort1" });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain("tooshort1");
  }
});

it("knows accounts that are bots in whatever case they are written", () => {
  expect(loadConfig({ GITHUB_BOTS: "Deploy-Account, ci," }).github.bots).toEqual(["deploy-account", "ci"]);
  expect(loadConfig({}).github.bots).toEqual([]);
});

it("reads whom an API key stands for, where it stands for somebody", () => {
  const { apiKeys } = loadConfig({ API_KEYS: "ci:0123456789abcdef, ada@U0ADA:0123:456789abcdef" }).http;
  expect(apiKeys).toEqual([
    { name: "ci", key: "0123456789abcdef" },
    { name: "ada", key: "0123:456789abcdef", owner: "U0ADA" },
  ]);
});

it("connects a model with a key alone, and reads what its tasks and prices are", () => {
  expect(loadConfig({}).model).toBeNull();
  const plain = loadConfig({ OPENAI_API_KEY: "key" });
  expect(plain).toMatchObject({ isLocalMode: false, traces: { keepsBodies: false, webhook: null } });
  expect(plain.model).toMatchObject({ name: "gpt-4.1-mini", limitField: "max_completion_tokens", concurrency: 4 });
  const { model } = loadConfig({
    ...{ OPENAI_API_KEY: "key", OPENAI_BASE_URL: "http://127.0.0.1:11434/v1/", OPENAI_MODEL: "llama" },
    ...{ MODEL_TASKS: "plan=large, ask=small,", MODEL_PRICES: "llama=0/0, large=1.5/6" },
  });
  expect(model).toMatchObject({ baseUrl: "http://127.0.0.1:11434/v1", limitField: "max_tokens" });
  expect([...(model?.tasks ?? [])]).toEqual([
    ["plan", "large"],
    ["ask", "small"],
  ]);
  expect(model?.prices.get("large")).toEqual({ input: 1.5, output: 6 });
});

it("connects a server of embeddings where that is said, and never gives it the key of another server", () => {
  expect(loadConfig({ OPENAI_API_KEY: "key", EMBEDDINGS_BACKEND: "tfidf" }).embeddings).toBeNull();
  const shared = loadConfig({
    OPENAI_API_KEY: "key",
    EMBEDDINGS_BACKEND: "openai",
    EMBEDDINGS_EXCLUDE: "channel:*, user:U1",
  });
  expect(shared.embeddings).toEqual({
    ...{ baseUrl: "https://api.openai.com/v1", apiKey: "key", model: "text-embedding-3-small" },
    excluded: ["channel:*", "user:U1"],
  });
  const own = { EMBEDDINGS_BACKEND: "openai", EMBEDDINGS_BASE_URL: "http://127.0.0.1:9/v1" };
  expect(() => loadConfig({ ...own, OPENAI_API_KEY: "key" })).toThrow("set EMBEDDINGS_API_KEY");
  expect(loadConfig({ ...own, EMBEDDINGS_API_KEY: "other" }).embeddings).toMatchObject({ apiKey: "other" });
  expect(() => loadConfig({ EMBEDDINGS_EXCLUDE: "everybody" })).toThrow("Write audiences with commas between");
});

it("connects the vendors of documents, and says what belongs together", () => {
  expect(loadConfig({}).documents).toEqual({ path: null, confluence: null, notion: null, drive: null });
  expect(() => loadConfig({ CONFLUENCE_TOKEN: "0123456789" })).toThrow("belong together");
  expect(loadConfig({ NOTION_TOKEN: "ntn_0123456" })).toMatchObject({
    documents: { notion: { url: "https://api.notion.com", token: "ntn_0123456" } },
    isLocalMode: false,
  });
});

it("reads what statuses mean, names with an apostrophe included", () => {
  const { tickets } = loadConfig({ TICKET_STATUSES: "QA=doing, Won't Ship=dropped" });
  expect([...tickets.statuses]).toEqual([
    ["QA", "doing"],
    ["Won't Ship", "dropped"],
  ]);
});
