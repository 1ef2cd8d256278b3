// The floor of the Slack benches: a Bolt app as its tutorial makes it, which acknowledges a command and echoes its text.
import { App } from "@slack/bolt";

const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slackApiUrl } = process.env;
if (!token || !appToken || !slackApiUrl) throw new Error("The bench starts this with the tokens of its sandbox.");

const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl } });
app.command(/.*/, async ({ ack, command, respond }) => {
  await ack();
  await respond({ text: command.text, response_type: "ephemeral" });
});
await app.start();
