// Starts the world in a box without a bot: point one at the addresses it prints.
import { startSandbox } from "#sandbox/start";

const { SANDBOX_PORT = "4000", WEBHOOK_URL, GITHUB_WEBHOOK_SECRET } = process.env;

const sandbox = await startSandbox({
  port: Number(SANDBOX_PORT),
  ...(WEBHOOK_URL && { webhookUrl: WEBHOOK_URL }),
  ...(GITHUB_WEBHOOK_SECRET && { webhookSecret: GITHUB_WEBHOOK_SECRET }),
});
process.stdout.write(`page             ${sandbox.url}
SANDBOX          true
SLACK_API_URL    ${sandbox.slackApiUrl}
SLACK_BOT_TOKEN  ${sandbox.botToken}
SLACK_APP_TOKEN  ${sandbox.appToken}
GITHUB_API_URL   ${sandbox.githubApiUrl}
GITHUB_TOKEN     ${sandbox.githubToken}
`);
process.once("SIGINT", () => void sandbox.close().then(() => process.exit(0)));
