import { expect, it } from "vitest";
import { createGroupCommit } from "#store/group-commit";
import { createSlackInbox } from "#store/slack-inbox";
import { ADA, type ApprovalOffice, BEN, CARLA, GRACE, IN_CHANNEL, openOffice, POLICY } from "./approvals-office.ts";
import { until } from "./bot.ts";

const HOUR = 3_600_000;

/** What stands in the channel, or in the conversation with a person. */
function card({ slack }: ApprovalOffice, place = "eng") {
  return slack.messages(place).findLast(({ isFromApp, threadTs }) => isFromApp && threadTs === null);
}

function words(what: unknown): string {
  return JSON.stringify(what) ?? "";
}

/** The id of the button of a capability in what is shown. */
function buttonIn(shown: unknown, name: string): string {
  const [id] = words(shown).match(new RegExp(`(?:call|open):${name.replace(".", "\\.")}:\\d+`)) ?? [];
  if (!id) throw new Error(`There is no button for ${name} in ${words(shown)}`);
  return id;
}

async function cardSays(office: ApprovalOffice, text: string, place = "eng") {
  await until(`the card says “${text}”`, () => words(card(office, place)?.blocks).includes(text));
  const shown = card(office, place);
  if (!shown) throw new Error("The card has gone.");
  return shown;
}

/** Something is proposed, and its card stands in the channel. */
async function proposed(office: ApprovalOffice, text = "Please review this.") {
  await office.propose(text);
  return cardSays(office, "waits for a decision");
}

function click(office: ApprovalOffice, user: string, name: string) {
  const shown = card(office);
  return office.slack.click({ user, channel: "eng", ts: shown?.ts ?? "", actionId: buttonIn(shown?.blocks, name) });
}

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

function callOf(user: string) {
  return {
    ...{ actor: { kind: "person" as const, id: `slack:${user}` }, origin: { surface: "slack" as const } },
    ...{ traceId: "t", now: () => new Date(), log: {} as never },
  };
}

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

it("decides by words up to medium, and shows what is riskier instead", async () => {
  const office = await openOffice();
  await proposed(office);
  const said = await office.slack.dm({ user: BEN, text: "decline 1 because it is too early" });
  expect(said.text).toBe("Declined approval 1: Write a note to a.");
  expect((await office.trust.require("1")).reason).toBe("because it is too early");
  await cardSays(office, "was declined");
  await proposed(office, "again");
  const typed = await office.slack.command({ user: BEN, channel: "eng", command: "/approvals", text: "approve 2" });
  expect(typed.message?.text).toBe("Approved approval 2: Write a note to a.");

  const risky = await openOffice({ risk: "high" });
  await proposed(risky);
  const seen = await risky.slack.command({ user: BEN, channel: "eng", command: "/adjutant", text: "approve 1" });
  expect(seen.text).toContain("What is this risky is decided where all of it can be seen.");
  expect((await risky.trust.require("1")).status).toBe("pending");
  const { ts = "" } = seen.message ?? {};
  const actionId = buttonIn(seen.message?.blocks, "approvals.approve");
  const decided = await risky.slack.click({ user: BEN, channel: "eng", ts, actionId });
  expect(decided.text).toBe("Approved approval 1: Write a note to a.");
});

it("takes two people for what is critical, and says who has agreed", async () => {
  const office = await openOffice({ risk: "critical" });
  await proposed(office);
  const first = await click(office, BEN, "approvals.approve");
  expect(first.text).toContain("1 of 2 have; it needs somebody else, too.");
  await cardSays(office, "1 of 2 agreed: Person BEN.");
  const twice = await click(office, BEN, "approvals.approve");
  expect(twice.text).toContain("You have agreed already");
  await click(office, CARLA, "approvals.approve");
  await cardSays(office, "is done");
});

it("lets what does not fit the card be approved only where all of it is shown", async () => {
  const office = await openOffice();
  const long = `${"word ".repeat(900)}end.`;
  await office.propose(long);
  const { blocks, ts } = await cardSays(office, "There is more of it.");
  expect(words(blocks)).not.toContain("approvals.approve");
  const actionId = buttonIn(blocks, "approvals.show");
  await office.slack.click({ user: BEN, channel: "eng", ts, actionId });
  const dialog = () => office.slack.office.views.stack(BEN).at(-1);
  await until("all of it is there", () => words(dialog()?.body).includes("end."));
  const approve = buttonIn(dialog()?.body, "approvals.approve");
  await office.slack.click({ user: BEN, viewId: dialog()?.id ?? "", actionId: approve });
  await cardSays(office, "is done");
  expect(office.vendor.things[0]?.text).toBe(long);
});

it("proposes the undoing of what was done, as a proposal of its own", async () => {
  const office = await openOffice();
  await proposed(office);
  await click(office, BEN, "approvals.approve");
  await cardSays(office, "is done");
  const seen = await click(office, BEN, "approvals.undo");
  expect(seen.text).toContain("Asked for approval 2");
  const { grounds } = await office.trust.require("2");
  expect(grounds.because).toContain("To take back approval 1");
});

it("shows what nobody can tell, and lets a person say so", async () => {
  const office = await openOffice();
  await proposed(office);
  office.vendor.be("lose-request");
  await click(office, BEN, "approvals.approve");
  await until("it was tried", () => office.vendor.requests() === 1);
  office.vendor.be("blind");
  await office.pass(2 * HOUR);
  const uncertain = await cardSays(office, "Nobody can tell whether it happened.");
  expect(words(uncertain.blocks)).toContain("It did not");
  const listed = await office.slack.command({ user: BEN, channel: "eng", command: "/approvals" });
  expect(listed.text).toContain("1 may or may not have happened.");
  await click(office, BEN, "approvals.resolve");
  await cardSays(office, "is done");
});

it("lists what waits for oneself and for others, and says when nothing does", async () => {
  const office = await openOffice();
  const none = await office.slack.command({ user: BEN, channel: "eng", command: "/approvals" });
  expect(none.text).toBe("Nothing waits for a decision.");
  await proposed(office);
  const mine = await office.slack.command({ user: BEN, channel: "eng", command: "/approvals" });
  expect(mine.text).toBe("1 waits for a decision, 1 of them for yours.");
  const others = await office.slack.command({ user: ADA, channel: "eng", command: "/approvals" });
  expect(others.text).toBe("1 waits for a decision, none of them for yours.");
  expect(words(others.message?.blocks)).not.toContain("approvals.approve");
});

it("shows in the home tab what waits for this person, and the pause to those who may", async () => {
  const office = await openOffice({ policy: IN_CHANNEL });
  await proposed(office);
  const { view } = await office.slack.openHome(BEN);
  const home = () => words(office.slack.office.views.home(BEN));
  expect(home()).toContain("1 waits for your word.");
  expect(home()).toContain("Pause everything");
  await office.slack.openHome(GRACE);
  expect(words(office.slack.office.views.home(GRACE))).not.toContain("Pause everything");

  const actionId = buttonIn(view?.body, "approvals.approve");
  await office.slack.click({ user: BEN, viewId: view?.id ?? "", actionId });
  await until("the tab says so", () => home().includes("Approved approval 1"));
  await office.slack.click({
    user: BEN,
    viewId: view?.id ?? "",
    actionId: buttonIn(JSON.parse(home()), "control.pause"),
  });
  await until("the tab says that it is paused", () => home().includes("Paused since"));
});

it("posts to a channel what waits, once somebody agreed to it", async () => {
  const office = await openOffice();
  await proposed(office);
  const asked = await office.slack.command({ user: ADA, channel: "eng", command: "/approvals", text: "post #eng" });
  expect(asked.message?.text).toBe("Asked for approval 2 to post it.");
  await cardSays(office, "Post approvals.list to a channel");
  await click(office, BEN, "approvals.approve");
  const posted = () => office.slack.messages("eng").find(({ text }) => text.endsWith("for a decision."));
  await until("it is posted", () => posted() !== undefined);
  expect(words(posted()?.blocks)).not.toContain("approvals.approve");
});

it("takes the values that other programs write on their buttons", async () => {
  const office = await openOffice();
  await proposed(office);
  const message = card(office);
  const { id } = await office.trust.require("1");
  const block = message?.blocks.find(({ type }) => type === "actions");
  const [button] = (block?.["elements"] ?? []) as object[];
  Object.assign(button ?? {}, { action_id: "theirs", value: `approve:${id}` });
  const seen = await office.slack.click({ user: BEN, channel: "eng", ts: message?.ts ?? "", actionId: "theirs" });
  expect(seen.message?.text).toBe("Approved approval 1: Write a note to a.");
});

it("tells of what happens by itself only when something is wrong with it", async () => {
  const office = await openOffice({ policy: IN_CHANNEL.replace("require_approval", "auto") });
  await office.propose("quietly");
  await until("it is done", async () => (await office.trust.require("1")).status === "done");
  office.vendor.be("refuse");
  await office.propose("in vain");
  await cardSays(office, "Nothing was done.");
  expect(office.slack.messages("eng").filter(({ isFromApp }) => isFromApp)).toHaveLength(1);
});

it("says in the dialog that it takes longer, and then what became of it", async () => {
  const office = await openOffice();
  await proposed(office);
  await click(office, CARLA, "approvals.form");
  const dialog = () => words(office.slack.office.views.stack(CARLA));
  await until("the form is there", () => dialog().includes("Why not?"));
  office.slow(2_300);
  const seen = await office.slack.submit({ user: CARLA, values: { reason: "No." } });
  expect(words(seen.view?.body)).toContain("This takes a moment");
  await until("the answer is there", () => dialog().includes("Declined approval 1"));
});

it("answers in a message whom a restart has kept from seeing the answer in the dialog", async () => {
  const office = await openOffice();
  await proposed(office);
  const { id } = await office.trust.require("1");
  const private_metadata = JSON.stringify({ call: { name: "approvals.decline", input: { approval: id } } });
  const view = { id: "V0GONE", callback_id: "form", private_metadata, state: { values: {} } };
  const body = { type: "view_submission", user: { id: CARLA }, view, trigger_id: "left.behind" };
  const long_ago = new Date(Date.now() - HOUR);
  const inbox = createSlackInbox(office.store, createGroupCommit(office.store));
  const delivery = { key: "left.behind", type: "interactive", body: JSON.stringify(body) };
  await inbox.keep(delivery, { now: long_ago, until: long_ago });
  const direct = office.slack.office.workspace.directWith(CARLA).id;
  await until("it is said", () => words(office.slack.messages(direct)).includes("Declined approval 1"));
}, 10_000);
