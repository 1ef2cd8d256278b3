import { expect, it } from "vitest";
import type { Outcome } from "#kernel/invocation";
import { createSlackInbox } from "#store/slack-inbox";
import { dialects, openTestStore } from "../../support/stores.ts";
import { openSlack, startBot, until } from "./bot.ts";

const WHO = { user: "U0ADA", channel: "eng" };

/** An `invoke` that never comes to an end, as in a process that dies in the middle. */
function neverEnding() {
  const started = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Outcome>();
  return {
    started: started.promise,
    end: () => ended.resolve({ status: "failed", id: "", message: "The process ended." }),
    invoke: () => {
      started.resolve();
      return ended.promise;
    },
  };
}

it("answers a command and a mention once whose process died after the acknowledgements", async () => {
  const slack = await openSlack();
  const store = await openTestStore("sqlite");
  const { invoke, started, end } = neverEnding();
  await startBot({ slack, store, change: { invoke } });
  const acked = slack.ackCommand({ ...WHO, command: "/standup", text: "core" });
  const mentioned = slack.mention({ ...WHO, text: "standup web" });
  await Promise.all([started, acked]);
  await until("both are kept", async () => (await store.$count(store.tables.slackInbox)) === 2);
  slack.fault({ kind: "half_open" });

  const heir = await startBot({ slack, store });
  await mentioned;
  const answers = () => slack.messages("eng", "U0ADA").filter(({ isFromApp }) => isFromApp);
  await until("both are answered", () => answers().length === 2);
  await until("both are finished", async () => (await createSlackInbox(store).depth()) === 0);
  expect(
    answers()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(["Standup of core over 24 hours.", "Standup of web over 24 hours."]);
  expect(heir.audit).toHaveLength(2);
  end();
});

it("writes to the person directly when it is too late to answer in place", async () => {
  const slack = await openSlack();
  const store = await openTestStore("sqlite");
  const { invoke, started, end } = neverEnding();
  await startBot({ slack, store, change: { invoke } });
  const acked = slack.ackCommand({ ...WHO, command: "/standup", text: "core" });
  await started;
  await acked;
  slack.fault({ kind: "half_open" });
  for (let use = 0; use < 5; use++) await spendResponse(store);

  await startBot({ slack, store });
  await until(
    "the answer came directly",
    () => slack.messages(slack.office.workspace.directWith("U0ADA").id).length === 1,
  );
  expect(slack.messages(slack.office.workspace.directWith("U0ADA").id)[0]?.text).toBe("Standup of core over 24 hours.");
  end();
});

async function spendResponse(store: Awaited<ReturnType<typeof openTestStore>>): Promise<void> {
  const [row] = await store.select().from(store.tables.slackInbox);
  const { response_url } = JSON.parse(row?.body ?? "{}");
  await fetch(response_url, {
    method: "POST",
    body: JSON.stringify({ text: "spent" }),
    headers: { "content-type": "application/json" },
  });
}

it.each(dialects)("gives up on what nobody could perform in five attempts, and says why (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { slackInbox } = store.tables;
  const at = new Date(Date.now() - 60_000);
  const row = { type: "slash_commands", body: "{}", leaseUntil: at, receivedAt: at };
  await store.insert(slackInbox).values([{ ...row, key: "poison", attempts: 5 }]);
  await startBot({ slack: await openSlack(), store });
  await until("it is given up", async () => {
    const [poison] = await store.select().from(slackInbox);
    return poison?.state === "dead" && poison.reason !== null;
  });
});
