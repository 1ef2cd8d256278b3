import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPlanningHouse } from "../support/planning-house.ts";

let at: Awaited<ReturnType<typeof openPlanningHouse>>;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  // In one process the browser would end with its first page.
  const args = chromium.args.filter((arg) => arg !== "--single-process");
  const executablePath = await chromium.executablePath();
  [at, browser] = await Promise.all([
    openPlanningHouse(true),
    playwright.launch({ executablePath, args, headless: true }),
  ]);
  page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
  page.setDefaultTimeout(10_000);
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(at.house.sandbox.url);
  await page.waitForSelector("#room-title .icon");
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await at?.close();
});

async function type(words: string): Promise<void> {
  const composer = page.getByRole("combobox", { name: /Message/ }).first();
  await composer.fill(`${words} `);
  await composer.press("Enter");
}

it("goes from a form over a draft in its thread to tickets that somebody else agrees to", async () => {
  await type("/plan");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Title/ }).fill("Pay by card");
  await dialog.getByRole("textbox", { name: /^Idea/ }).fill("Customers want to pay by card. The checkout takes cards.");
  await dialog.getByRole("button", { name: "Plan it" }).click();
  await dialog.getByText("Planning “Pay by card”…").waitFor();
  await page.keyboard.press("Escape");

  const told = page.getByRole("article").filter({ hasText: "is drafted." });
  await told.getByRole("button", { name: "1 reply" }).click();
  const thread = page.getByRole("log", { name: "Thread" });
  await thread.getByRole("heading", { name: /PRD 1/ }).waitFor();
  await thread.getByText("The checkout takes cards.").first().waitFor();
  await thread.getByRole("button", { name: "Create tickets" }).click();
  await dialog.getByRole("textbox", { name: /^Project/ }).fill("API");
  await dialog.getByRole("button", { name: "Propose these" }).click();
  await dialog.getByText("Asked for approval 1").waitFor();
  await page.keyboard.press("Escape");

  await page.getByLabel("Act as").selectOption(at.carla.user);
  await page.locator("#composer-text:focus").waitFor();
  const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: /^Approval 1 / }) });
  await card.getByRole("button", { name: /^Approve 1: / }).click();
  await card.getByText(/^\d+ done\.$/).waitFor({ timeout: 20_000 });
  expect(await card.getByRole("link", { name: /Epic: / }).getAttribute("href")).toContain("/browse/API-");
  expect(problems).toEqual([]);
});
