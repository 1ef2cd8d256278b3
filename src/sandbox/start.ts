import { createGithubSandbox } from "./github/sandbox.ts";
import { createGoogleSandbox } from "./google/sandbox.ts";
import { createJiraSandbox } from "./jira/sandbox.ts";
import { createLinearSandbox } from "./linear/sandbox.ts";
import { planAsTold } from "./openai/planner.ts";
import { createOpenaiSandbox } from "./openai/sandbox.ts";
import { createPage } from "./page/page.ts";
import { createPagerdutySandbox } from "./pagerduty/sandbox.ts";
import { readManifest } from "./slack/manifest.ts";
import { createSlackSandbox } from "./slack/sandbox.ts";
import type { Delivery } from "./world/history.ts";
import { createWorld, type World } from "./world/world.ts";

const MANIFEST = "manifest.json";

export interface SandboxOptions {
  seed?: number;
  now?: () => Date;
  /** Of the page and Slack; a free one when it is missing. */
  port?: number;
  /** Where GitHub's webhooks go; nowhere when it is missing. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** Where those of the trackers go, signed with the same secret. */
  jiraWebhookUrl?: string;
  linearWebhookUrl?: string;
  /** The app's manifest, for the commands people may type. */
  manifestPath?: string;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** The world in a box: a team with its history, and the Slack and the GitHub in which it lives. */
export async function startSandbox(options: SandboxOptions = {}) {
  const { seed = 1, now = () => new Date(), port = 0, webhookUrl, webhookSecret, manifestPath = MANIFEST } = options;
  const world = createWorld({ seed, now });
  const webhook = webhookUrl === undefined ? null : { url: webhookUrl, secret: webhookSecret ?? null };
  const github = await createGithubSandbox({ world, webhook, seed });
  const trackers = await startTrackers(world, options);
  const model = await createOpenaiSandbox({ seed, script: planAsTold });
  const page = createPage({ world, github, jira: trackers.jira, linear: trackers.linear });
  const manifest = readManifest(manifestPath);
  const slack = await createSlackSandbox({ world, port, seed, manifest, page: page.answer });
  return {
    ...{ world, slack, github, url: slack.url, slackApiUrl: slack.apiUrl, githubApiUrl: github.url },
    ...{ appToken: slack.appToken, botToken: slack.botToken, githubToken: github.token },
    ...trackers,
    ...{ model, modelUrl: model.url, modelKey: model.apiKey },
    repositories: world.state.repos.map(({ fullName }) => fullName),
    teams: TEAMS,
    projects: PROJECTS,
    history: (): Delivery[] => world.history(),
    async close() {
      page.close();
      await Promise.all([slack.close(), github.close(), trackers.closeTrackers(), model.close()]);
    },
  };
}

/** Where the tickets live, what rings people, and where they meet. */
async function startTrackers(world: World, options: SandboxOptions) {
  const { seed = 1, webhookSecret: secret = null, jiraWebhookUrl, linearWebhookUrl } = options;
  const targetOf = (url: string | undefined) => (url === undefined ? null : { url, secret });
  const jira = await createJiraSandbox({ world, seed, webhook: targetOf(jiraWebhookUrl) });
  const linear = await createLinearSandbox({ world, seed, webhook: targetOf(linearWebhookUrl) });
  const pagerduty = await createPagerdutySandbox({ seed });
  const google = await createGoogleSandbox({ seed });
  return {
    ...{ jira, linear, pagerduty, jiraUrl: jira.url, jiraEmail: jira.email, jiraToken: jira.token },
    ...{ linearUrl: linear.url, linearKey: linear.key },
    ...{ pagerdutyUrl: pagerduty.url, pagerdutyRoutingKey: pagerduty.routingKey },
    ...{ google, googleUrl: google.url, googleToken: google.token, googleCalendarId: google.calendarId },
    closeTrackers: () => Promise.all([jira.close(), linear.close(), pagerduty.close(), google.close()]),
  };
}

/** Who looks after which repositories. */
const TEAMS = [
  { key: "api", name: "API", repositories: ["acme/api"], zone: "Europe/Berlin" },
  { key: "web", name: "Web", repositories: ["acme/web"], zone: "Europe/Istanbul" },
  { key: "ops", name: "Operations", repositories: ["acme/infra"], zone: "Europe/Oslo" },
];

/** Where the tickets of each team are. */
const PROJECTS = [
  { key: "API", name: "API", tracker: "jira", team: "api" },
  { key: "WEB", name: "Web", tracker: "linear", team: "web" },
  { key: "OPS", name: "Operations", tracker: "github", team: "ops" },
];
