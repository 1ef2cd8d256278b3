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
  [{ GITHUB_TOKEN: "ghp_0123456789" }, false],
  [{ GITHUB_TOKEN: "sandbox-token", GITHUB_API_URL: "http://127.0.0.1:4000" }, true],
  [{ LINEAR_API_KEY: "lin_api_0123456789" }, false],
  [{ PAGERDUTY_ROUTING_KEY: "0".repeat(32), PAGERDUTY_URL: "http://127.0.0.1:4000" }, true],
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
  [{ HTTP_PORT: "99999" }, "HTTP_PORT"],
  [{ TIME_ZONE: "Mars/Olympus" }, "TIME_ZONE: Not a time zone"],
  [{ API_KEYS: "nokey" }, "API_KEYS"],
  [{ DATABASE_URL: "mysql://root@localhost/adjutant" }, "DATABASE_URL: Write the path of a SQLite file"],
  [{ DATABASE_URL: "file:data/adjutant.db" }, "DATABASE_URL"],
  [{ GITHUB_REPOSITORIES: "acme/api,web" }, "GITHUB_REPOSITORIES.1: Not a repository. Write it like owner/name."],
  [{ GITHUB_REPOSITORIES: "https://github.com/acme/api" }, "GITHUB_REPOSITORIES.0"],
  [{ EVALUATOR_INTERVAL_SEC: "5" }, "EVALUATOR_INTERVAL_SEC"],
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
