import { expect, it } from "vitest";
import { openSlack, startBot, until } from "./bot.ts";

async function open() {
  const slack = await openSlack();
  const bot = await startBot({ slack });
  const [user] = [...slack.office.workspace.users.values()].filter(({ isBot }) => !isBot);
  if (!user) throw new Error("Nobody works at Acme.");
  return { slack, bot, user: user.id, who: { user: user.id, channel: "eng" } };
}

it("answers a command to the person who typed it", async () => {
  const { slack, who, bot } = await open();
  const seen = await slack.command({ ...who, command: "/standup", text: "core 48" });
  console.log(JSON.stringify(seen, null, 1).slice(0, 3000));
  expect(seen).toMatchObject({ outcome: "acked", text: "Standup of core over 48 hours." });
  expect(bot.audit).toMatchObject([
    { invocation: { name: "standup", actor: { kind: "person", id: `slack:${who.user}` } } },
  ]);
  await until("the inbox is empty", () => true);
});
