import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ADA, CARLA, type DecidingHouse, openDecidingHouse } from "../support/decisions.ts";

let at: DecidingHouse;
let browser: Browser;

beforeAll(async () => {
  // In one process the browser would end with its first page.
  const args = chromium.args.filter((arg) => arg !== "--single-process");
  const executablePath = await chromium.executablePath();
  [at, browser] = await Promise.all([
    openDecidingHouse("sqlite"),
    playwright.launch({ executablePath, args, headless: true }),
  ]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await at?.close();
});

it("carries a nudge to GitHub by keyboard alone, with another person's word, and links to it from the card", async () => {
  const page = await browser.newPage({ viewport: { width: 1_200, height: 800 } });
  page.setDefaultTimeout(8_000);
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(at.house.sandbox.url);
  await page.waitForSelector("#room-title .icon");
  const actAs = page.getByLabel("Act as");
  expect(await actAs.inputValue()).toBe(ADA);

  await page.getByRole("combobox", { name: /Message/ }).focus();
  await page.keyboard.type("/triage ");
  await page.keyboard.press("Enter");
  const nudge = page.getByRole("button", { name: /^Comment on \S+ for those whose step it is$/ }).first();
  const [, subject = ""] = /Comment on (\S+)/.exec((await nudge.getAttribute("aria-label")) ?? "") ?? [];
  await nudge.press("Enter");
  const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: /^Approval 1 / }) });
  await card.getByText("Who may decide").waitFor();

  await actAs.selectOption(CARLA);
  await page.getByText("Only visible to you").first().waitFor({ state: "detached" });
  // Whoever enters a room finds themselves where one writes.
  await page.locator("#composer-text:focus").waitFor();
  await card.getByRole("button", { name: `Approve 1: Comment on ${subject}` }).focus();
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')");
  expect(await focused()).toBe(`Decline 1: Comment on ${subject}`);
  void at.house.sandbox.slack.mention({ user: ADA, channel: "eng", text: "who has seen this?" });
  await page.getByText("who has seen this?").first().waitFor();
  expect(await focused(), "What comes in moves nobody's keyboard.").toBe(`Decline 1: Comment on ${subject}`);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");

  await page.getByRole("heading", { name: "Approval 1 is done" }).waitFor();
  const link = card.getByRole("link", { name: "See what came of it" });
  const { id, result } = await at.find(1);
  expect(await link.getAttribute("href")).toBe(JSON.parse(result ?? "").url);
  expect(await card.innerText()).toMatch(/Approved by @?Carla Mendes Novak/);
  expect(at.remarks({ subject, id })).toHaveLength(1);
  expect(problems).toEqual([]);
});
