import { expect, it } from "vitest";
import { z } from "zod";
import { ASK_EXPERT } from "#domain/answer/question";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { createApprovals } from "#store/approvals";
import { createSlackOutbox } from "#store/slack-outbox";
import { createSlackThreads } from "#store/slack-threads";
import { propose } from "../../support/proposals.ts";
import { openTestStore } from "../../support/stores.ts";
import { createTrustHouse } from "../../support/trust.ts";
import { openSlack, startBot, until } from "./bot.ts";
import { createFakeCatalogue } from "./capabilities.ts";

/** Says more to whoever asked than to the others. */
const riddle = defineCapability({
  name: "riddle",
  summary: "Tells a riddle.",
  risk: "read",
  command: "/riddle",
  isShownOnce: true,
  input: z.object({}),
  result: z.object({ is_posted: z.boolean() }),
  run: async ({ isPosted = false }) => ({ is_posted: isPosted }),
  view: ({ is_posted }) => ({
    text: is_posted ? "For everybody." : "For you.",
    nodes: [
      { type: "text", content: [is_posted ? "For everybody." : "For you."] },
      {
        type: "buttons",
        buttons: [{ label: "Snooze", call: { name: "signals.snooze", input: { subject: "a/b#1" } } }],
      },
    ],
    ...(is_posted && { aside: { text: "More for you.", nodes: [{ type: "text", content: ["More for you."] }] } }),
  }),
});

async function setUp() {
  const slack = await openSlack();
  const bot = await startBot({ slack, catalogue: createCatalogue([...createFakeCatalogue().values(), riddle]) });
  const [ada] = slack.office.workspace.people();
  return { slack, bot, who: { user: ada?.id ?? "", channel: "eng" } };
}

it("asks for everybody in a place what is answered before them, in its thread, and tells whoever asked the rest alone", async () => {
  const { slack, bot, who } = await setUp();
  await slack.mention({ ...who, text: "riddle" });
  const [said] = slack.messages("eng");
  expect(bot.audit.at(-1)?.invocation).toMatchObject({ isPosted: true, origin: { thread: said?.ts } });
  const asides = () => JSON.stringify(slack.ledger.entries()).split("More for you.").length - 1;
  await until("they are told", () => asides() > 0);
  expect(JSON.stringify(slack.messages("eng"))).not.toContain("More for you.");
});

it("asks for the person alone what only they see", async () => {
  const { slack, bot, who } = await setUp();
  await slack.command({ ...who, command: "/riddle", text: "" });
  expect(bot.audit.at(-1)?.invocation).not.toHaveProperty("isPosted");
});

it("hears replies in the thread of a question that was brought to somebody, and in no other", async () => {
  const store = await openTestStore("sqlite");
  const house = createTrustHouse(store);
  const { id } = await propose(house);
  const outbox = createSlackOutbox(store);
  const message = { channel: "D1", kind: "post" as const, body: "{}" };
  await outbox.enqueue(
    [
      { ...message, key: id },
      { ...message, key: "other" },
    ],
    house.now(),
  );
  for (const ts of ["1.1", "2.2"]) {
    const [claimed] = await outbox.claim({ now: house.now(), until: house.now(), exceptLanes: [], limit: 1 });
    if (claimed) await outbox.settle(claimed, { state: "sent", ts });
  }
  const threads = createSlackThreads(store);
  expect(await threads.awaits("D1", "1.1")).toBe(false);
  const { approvals } = store.tables;
  await store.update(approvals).set({ name: ASK_EXPERT });
  expect(await createApprovals(store).find(id)).toMatchObject({ name: ASK_EXPERT });
  expect(await threads.awaits("D1", "1.1")).toBe(true);
  expect(await threads.awaits("D1", "2.2")).toBe(false);
  expect(await threads.awaits("D2", "1.1")).toBe(false);
});
