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
  [{ HTTP_HOST: "0.0.0.0" }, false],
])("leaves local mode with the first real credential or an open address: %o", (environment, isLocalMode) => {
  expect(loadConfig(environment).isLocalMode).toBe(isLocalMode);
});

it.each([
  [{ SLACK_BOT_TOKEN: "xoxb-1" }, "belong together"],
  [{ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN: A bot token starts with xoxb-."],
  [{ GITHUB_WEBHOOK_SECRET: "short" }, "GITHUB_WEBHOOK_SECRET"],
  [{ HTTP_PORT: "99999" }, "HTTP_PORT"],
  [{ TIME_ZONE: "Mars/Olympus" }, "TIME_ZONE: Not a time zone"],
  [{ API_KEYS: "nokey" }, "API_KEYS"],
  [{ EVALUATOR_INTERVAL_SEC: "5" }, "EVALUATOR_INTERVAL_SEC"],
])("says which variable is wrong, and how: %o", (environment, word) => {
  expect(() => loadConfig(environment)).toThrow(ConfigError);
  expect(() => loadConfig(environment)).toThrow(word);
});

it("never repeats a secret in its complaint", () => {
  try {
    loadConfig({ GITHUB_WEBHOOK_SECRET: "tooshort1" });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain("tooshort1");
  }
});
