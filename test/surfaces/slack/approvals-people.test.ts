import { expect, it } from "vitest";
import { createGroupCommit } from "#store/group-commit";
import { createSlackInbox } from "#store/slack-inbox";
import { buttonIn, callOf, card, cardSays, click, proposed, words } from "./approvals-cards.ts";
import { ADA, BEN, CARLA, GRACE, IN_CHANNEL, openOffice } from "./approvals-office.ts";
import { until } from "./bot.ts";

const HOUR = 3_600_000;

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

it("makes a report anew in the message that it was posted in", async () => {
  const office = await openOffice();
  await proposed(office);
  await office.slack.command({ user: ADA, channel: "eng", command: "/approvals", text: "post #eng" });
  await cardSays(office, "Post approvals.list to a channel");
  await click(office, BEN, "approvals.approve");
  const posted = () => office.slack.messages("eng").find(({ text }) => /^\d+ waits/.test(text));
  await until("it is posted", () => posted() !== undefined);
  const [first, count] = [posted(), office.slack.messages("eng").length];
  await until("that is known", async () => (await office.trust.require("2")).status === "done");
  await office.trust.decide(callOf(BEN), { ref: "1", verdict: "decline" });

  const link = `https://acme.slack.com/archives/C0ENG/p${first?.ts.replace(".", "")}`;
  await office.slack.command({ user: ADA, channel: "eng", command: "/adjutant", text: `update ${link}` });
  await until("it says what is so now", () => posted() === undefined);
  const now = office.slack.messages("eng").find(({ ts }) => ts === first?.ts);
  expect(now?.text).toContain("Nothing waits");
  expect(office.slack.messages("eng")).toHaveLength(count);
  // One message a second goes to a channel, and an attempt waits for so long here before it is looked into.
  await office.pass(21_000);
  await until("that is known", async () => (await office.trust.require("3")).status === "done");

  const card = `https://acme.slack.com/archives/C0ENG/p${office.slack.messages("eng")[0]?.ts.replace(".", "")}`;
  await office.slack.command({ user: ADA, channel: "eng", command: "/adjutant", text: `update ${card}` });
  // The cards of the others may still be told meanwhile.
  const refusal = "That is no report that I have posted of late.";
  await until("it is refused", () => office.slack.messages("eng", ADA).some(({ text }) => text === refusal));
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
