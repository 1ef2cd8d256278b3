import { App, type AppOptions, LogLevel } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { createSlackSandbox, type SlackSandbox, type SlackSandboxOptions } from "#sandbox/slack/sandbox";
import { createWorld } from "#sandbox/world/world";

const world = createWorld({ seed: 1, now: () => new Date() });
const apps = new Map<SlackSandbox, App[]>();

export async function openSlack(options: Partial<SlackSandboxOptions> = {}): Promise<SlackSandbox> {
  const slack = await createSlackSandbox({ world, ...options });
  apps.set(slack, []);
  // The apps go first: they would take a Slack that ends before them for a failure.
  onTestFinished(async () => {
    for (const app of apps.get(slack) ?? []) await app.stop();
    await slack.close();
  });
  return slack;
}

/** For clients whose complaints are what a test is about. */
export const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

/** The stock client, which does not try again. */
export function webClient(slack: SlackSandbox, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
}

/** A stock Bolt app in socket mode. */
export async function startApp(slack: SlackSandbox, prepare: (app: App) => void): Promise<App> {
  const options: AppOptions = {
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  };
  const app = new App(options);
  prepare(app);
  await app.start();
  apps.get(slack)?.push(app);
  return app;
}

/** Waits for something that is about to be true. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
