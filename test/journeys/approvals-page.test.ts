import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ADA, CARLA, type DecidingHouse, openDecidingHouse } from "../support/decisions.ts";
import { openBrowser, type Visitor, visit } from "../support/visitor.ts";

const BODY = "May somebody look at this today?";
const NUDGE = /^Comment on \S+ for those whose step it is$/;

let at: DecidingHouse;
let browser: Browser;
let ada: Visitor;
let carla: Visitor;

beforeAll(async () => {
  [at, browser] = await Promise.all([openDecidingHouse("sqlite"), openBrowser()]);
  const { url } = at.house.sandbox;
  [ada, carla] = await Promise.all([visit(browser, { url, user: ADA }), visit(browser, { url, user: CARLA })]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await at?.close();
});

/** Ada presses Nudge on the first line of /triage that has it; resolves once Carla has the card before her. */
async function nudge() {
  await ada.type("/triage");
  await ada.message("Triage ·").getByRole("button", { name: NUDGE }).first().click();
  const asked = await ada.message("Asked for approval").innerText();
  const number = Number(/Asked for approval (\d+)/.exec(asked)?.[1]);
  await carla.card(number).getByText("Who may decide").waitFor();
  const { id, target } = await at.find(number);
  return { number, id, subject: target.replace("github:", "") };
}

const press = (visitor: Visitor, number: number, name: string) =>
  visitor
    .card(number)
    .getByRole("button", { name: new RegExp(`^${name} ${number}: `) })
    .click();

const title = (number: number, state: string) =>
  ada
    .card(number)
    .getByRole("heading", { name: `Approval ${number} ${state}` })
    .waitFor();

it("carries a nudge to GitHub by keyboard alone, with another person's word, and links to it from the card", async () => {
  await ada.type("/triage");
  const button = ada.page.getByRole("button", { name: NUDGE }).first();
  const [, subject = ""] = /Comment on (\S+)/.exec((await button.getAttribute("aria-label")) ?? "") ?? [];
  await button.press("Enter");
  const card = carla.card(1);
  await card.getByText("Who may decide").waitFor();
  await card.getByRole("button", { name: `Approve 1: Comment on ${subject}` }).focus();
  await carla.page.keyboard.press("Tab");
  const focused = () => carla.page.evaluate("document.activeElement.getAttribute('aria-label')");
  expect(await focused()).toBe(`Decline 1: Comment on ${subject}`);
  await ada.page.getByRole("combobox", { name: /Message/ }).fill("who has seen this?");
  await ada.page.keyboard.press("Enter");
  await carla.message("who has seen this?").waitFor();
  expect(await focused(), "What comes in moves nobody's keyboard.").toBe(`Decline 1: Comment on ${subject}`);
  await carla.page.keyboard.press("Shift+Tab");
  await carla.page.keyboard.press("Enter");

  await title(1, "is done");
  const { id, result } = await at.find(1);
  const link = carla.card(1).getByRole("link", { name: "See what came of it" });
  expect(await link.getAttribute("href")).toBe(JSON.parse(result ?? "").url);
  expect(await carla.card(1).innerText()).toMatch(/Approved by @?Carla Mendes Novak/);
  expect(at.remarks({ subject, id })).toHaveLength(1);
  const [asked, agreed] = [`proposed by slack:${ADA}`, `approved by slack:${CARLA}`];
  expect(await at.story(1)).toEqual([asked, agreed, "begun by adjutant", "done by adjutant"]);
});

it("ends a proposal with a reason when somebody declines it", async () => {
  const nudged = await nudge();
  await press(carla, nudged.number, "Decline");
  await carla.fillIn({ "Why not?": "They are on leave." }, "Decline");
  await title(nudged.number, "was declined");
  await carla.closeDialog();
  const told = await ada.card(nudged.number).innerText();
  expect(told).toContain("“They are on leave.”");
  expect(told).toMatch(/Declined by @?Carla Mendes Novak/);
  expect(at.remarks(nudged)).toEqual([]);
});

it("has a changed proposal take the place of the first, and somebody else agree to it", async () => {
  const { number, subject } = await nudge();
  await press(carla, number, "Modify");
  await carla.fillIn({ body: BODY }, "Propose this");
  await ada
    .card(number)
    .getByText(`Approval ${number + 1} took its place.`)
    .waitFor();
  await ada
    .card(number + 1)
    .getByText(BODY)
    .first()
    .waitFor();

  await carla.closeDialog();
  await press(carla, number + 1, "Approve");
  await carla.page.getByText("Somebody else has to agree to what you proposed.").waitFor();
  await press(ada, number + 1, "Approve");
  await title(number + 1, "is done");
  const { id } = await at.find(number + 1);
  expect(at.remarks({ subject, id })).toEqual([expect.stringContaining(`${BODY}\n`)]);
});

it("lets a proposal expire when nobody decides, and says so on its card", async () => {
  const nudged = await nudge();
  await at.passExpiry(nudged.id);
  await title(nudged.number, "expired");
  expect(
    await ada
      .card(nudged.number)
      .getByRole("button", { name: /^Approve/ })
      .count(),
  ).toBe(0);
  expect(at.remarks(nudged)).toEqual([]);
});

it("takes typed words for clicks", async () => {
  const first = await nudge();
  await carla.type("/approvals");
  await carla.message("1 waits for a decision, 1 of them for yours.").waitFor();
  await carla.type(`/adjutant decline ${first.number} not this week`);
  await carla.message(`Declined approval ${first.number}`).waitFor();
  await title(first.number, "was declined");
  expect(await ada.card(first.number).innerText()).toContain("“not this week”");

  await ada.type(`/adjutant propose nudge ${first.subject}`);
  const second = first.number + 1;
  await carla.card(second).waitFor();
  await carla.type(`/adjutant approve ${second}`);
  await carla.message(`Approved approval ${second}`).waitFor();
  await title(second, "is done");
  const { id } = await at.find(second);
  expect(at.remarks({ subject: first.subject, id })).toHaveLength(1);
  await carla.type("/approvals");
  await carla.message("Nothing waits for a decision.").waitFor();
});

it("waits while an approver has paused everything, also over kill -9, until a security admin resumes", async () => {
  const nudged = await nudge();
  await carla.type("/adjutant pause something is odd");
  await carla.message("Paused since").waitFor();
  await press(carla, nudged.number, "Approve");
  await at.isHeldBack(nudged.id, "Adjutant is paused.");
  await at.house.killBot();
  await at.takeFromTheDead();
  await at.house.startBot();

  await carla.type("/adjutant resume");
  await carla.message("Only a security admin may resume.").waitFor();
  expect(at.remarks(nudged)).toEqual([]);
  await ada.type("/adjutant resume");
  await ada.message("carries out what is approved").waitFor();
  await title(nudged.number, "is done");
  expect(at.remarks(nudged)).toHaveLength(1);
});

it("is only described in a dry run", async () => {
  // The same machine by another name, which is not known to be a sandbox.
  const elsewhere = at.house.sandbox.githubApiUrl.replace("127.0.0.1", "[::ffff:127.0.0.1]");
  await at.house.stopBot();
  await at.house.startBot({ GITHUB_API_URL: elsewhere });
  const nudged = await nudge();
  await ada.card(nudged.number).getByText("This is a dry run").waitFor();
  await press(carla, nudged.number, "Approve");
  await title(nudged.number, "was a dry run");
  expect(at.remarks(nudged)).toEqual([]);
});

it("leaves pages on which nothing went wrong", () => {
  expect([...ada.problems, ...carla.problems]).toEqual([]);
});
