import { expect, it } from "vitest";
import { eq } from "#store/drizzle";
import { buttonIn, callOf, card, cardSays, click, proposed, words } from "./approvals-cards.ts";
import { ADA, BEN, CARLA, GRACE, openOffice, POLICY } from "./approvals-office.ts";
import { until } from "./bot.ts";

const HOUR = 3_600_000;

it("shows a proposal in one card, lets another person approve, and says there who did and what came of it", async () => {
  const office = await openOffice();
  const first = await proposed(office);
  for (const part of ["Write a note to a", "Please review this.", "Risk: medium", BEN, CARLA, "It waits until"])
    expect(words(first.blocks)).toContain(part);
  const seen = await click(office, BEN, "approvals.approve");
  expect(seen.message).toMatchObject({ onlyFor: BEN, text: "Approved approval 1: Write a note to a." });

  const done = await cardSays(office, "is done");
  expect(done.ts).toBe(first.ts);
  expect(words(done.blocks)).toContain('"Approved by "');
  expect(words(done.blocks)).toContain(`"user_id":"${BEN}"`);
  expect(words(done.blocks)).not.toContain("approvals.approve");
  expect(words(done.blocks)).toContain("approvals.undo");
  expect(office.vendor.things).toMatchObject([{ text: "Please review this." }]);
});

it("puts into the buttons that decide the approval and the tag of what they show, and nothing else", async () => {
  const office = await openOffice();
  const { blocks } = await proposed(office);
  const { id, payloadHash } = await office.trust.require("1");
  const value = JSON.stringify({ input: { approval: id, tag: payloadHash.slice(0, 16) } });
  expect(words(blocks)).toContain(words(value));
});

it("asks for the reason in a dialog, and shows it on the card", async () => {
  const office = await openOffice();
  await proposed(office);
  await click(office, CARLA, "approvals.form");
  await until("the form is there", () => words(office.slack.office.views.stack(CARLA)).includes("Why not?"));
  const empty = await office.slack.submit({ user: CARLA, values: {} });
  expect(words(empty.view?.errors)).toContain("required");
  const seen = await office.slack.submit({ user: CARLA, values: { reason: "Too early <@U0ADA>" } });
  expect(words(seen.view?.body)).toContain("Declined approval 1");

  const declined = await cardSays(office, "was declined");
  expect(words(declined.blocks)).toContain("“Too early <@U0ADA>”");
  expect(words(declined.blocks)).toContain(`"user_id":"${CARLA}"`);
  expect(office.vendor.things).toEqual([]);
});

it("proposes anew what was changed in the dialog, and the first card gives way", async () => {
  const office = await openOffice();
  const first = await proposed(office);
  const modify = first.blocks.flatMap((block) => (block["elements"] as { action_id: string; text?: unknown }[]) ?? []);
  const button = modify.find((element) => words(element.text).includes("Modify"));
  await office.slack.click({ user: BEN, channel: "eng", ts: first.ts, actionId: button?.action_id ?? "" });
  await until("the form is there", () => words(office.slack.office.views.stack(BEN)).includes("Propose this"));
  expect(words(office.slack.office.views.stack(BEN))).toContain('"initial_value":"Please review this."');
  const seen = await office.slack.submit({ user: BEN, values: { text: "Kindly review this." } });
  expect(words(seen.view?.body)).toContain("Asked for approval 2 in its place");

  await until("a second card stands there", () => words(card(office)?.blocks).includes("Kindly review this."));
  await until("the first gave way", () =>
    words(office.slack.messages("eng").find(({ ts }) => ts === first.ts)?.blocks).includes(
      "Approval 2 took its place.",
    ),
  );
});

it("says in the dialog what is wrong with a change, and keeps what was written", async () => {
  const office = await openOffice();
  await office.propose("x");
  const { blocks, ts } = await cardSays(office, "waits for a decision");
  const all = words(blocks).match(/open:approvals\.form:\d+/g) ?? [];
  await office.slack.click({ user: BEN, channel: "eng", ts, actionId: all[1] ?? "" });
  await until("the form is there", () => words(office.slack.office.views.stack(BEN)).includes("Propose this"));
  await office.trust.decide(callOf(CARLA), { ref: "1", verdict: "decline" });
  await office.slack.submit({ user: BEN, values: { text: "y" } });
  expect(words(office.slack.office.views.stack(BEN).at(-1)?.errors)).toContain("is declined already");
});

it("lets one of two who click at once win, and tells the other who did", async () => {
  const office = await openOffice();
  await proposed(office);
  const seen = await Promise.all([BEN, CARLA].map((user) => click(office, user, "approvals.approve")));
  const texts = seen.map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith("Approved approval 1"))).toHaveLength(1);
  expect(texts.filter((text) => /^Already approved by Person (BEN|CARLA)\.$/.test(text))).toHaveLength(1);
  await cardSays(office, "is done");
  expect(office.vendor.requests()).toBe(1);
});

it.each([
  [GRACE, "You may not decide on this. Person BEN, Person CARLA may."],
  [ADA, "Somebody else has to agree to what you proposed. Person BEN, Person CARLA may."],
])("refuses the click of %s, and says who may", async (user, text) => {
  const office = await openOffice();
  await proposed(office);
  const seen = await click(office, user, "approvals.approve");
  expect(seen.message).toMatchObject({ onlyFor: user, text });
  expect((await office.trust.require("1")).status).toBe("pending");
});

it("does nothing for a button that stands beside the card, and offers to look at the approval", async () => {
  const office = await openOffice();
  await proposed(office);
  const { message } = await office.slack.mention({ user: BEN, channel: "eng", text: "approvals show 1" });
  const actionId = buttonIn(message?.blocks, "approvals.approve");
  const seen = await office.slack.click({ user: BEN, channel: "eng", ts: message?.ts ?? "", actionId });
  expect(seen.text).toContain("does not stand on the card");
  expect((await office.trust.require("1")).status).toBe("pending");
  const { invocations } = office.store.tables;
  const kept = await office.store.select().from(invocations).where(eq(invocations.outcome, "refused"));
  expect(kept).toMatchObject([{ name: "approvals.approve", actor: `slack:${BEN}`, message: seen.text }]);
});

it("reminds once in the thread of the card, and ends what nobody decided upon in time", async () => {
  const office = await openOffice();
  const { ts } = await proposed(office);
  await office.pass(19 * HOUR);
  const threads = () => office.slack.messages("eng").filter(({ threadTs }) => threadTs === ts);
  await until("there is a reminder", () => threads().length === 1);
  expect(threads()[0]?.text).toContain("Still waits");
  await office.pass(6 * HOUR);
  const expired = await cardSays(office, "Nobody decided in time.");
  expect(words(expired.blocks)).not.toContain("approvals.approve");
});

it("posts the card anew when somebody has deleted it", async () => {
  const office = await openOffice();
  const { ts } = await proposed(office);
  office.slack.fault({ kind: "error", on: "chat.update", error: "message_not_found" });
  await office.trust.decide(callOf(BEN), { ref: "1", verdict: "decline" });
  const anew = await cardSays(office, "was declined");
  expect(anew.ts).not.toBe(ts);
});

it("sends the card to those who may decide and to where it was asked for, when there is no channel for cards", async () => {
  const policy = POLICY.replace(`who: [${BEN}, ${CARLA}]`, "who: [S0API]");
  const office = await openOffice({ policy });
  await proposed(office);
  for (const user of [BEN, CARLA, GRACE]) {
    const direct = office.slack.office.workspace.directWith(user).id;
    await until(`${user} has a card`, () => words(card(office, direct)?.blocks).includes("Please review this."));
  }
  await click(office, BEN, "approvals.approve");
  for (const user of [BEN, CARLA, GRACE]) {
    const direct = office.slack.office.workspace.directWith(user).id;
    await until(`${user} sees what came of it`, () => words(card(office, direct)?.blocks).includes("is done"));
    expect(office.slack.messages(direct)).toHaveLength(1);
  }
});
