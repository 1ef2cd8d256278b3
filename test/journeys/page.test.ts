import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, moveIn, openHouse } from "../support/bot.ts";
import { openBrowser } from "../support/visitor.ts";

let house: House;
let folder: string;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-page-"));
  house = await openHouse({ folder });
  await moveIn(house, folder);
  await house.startBot();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1_200, height: 800 } });
  page.setDefaultTimeout(8_000);
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(house.sandbox.url);
  await page.waitForSelector("#room-title .icon");
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

async function type(words: string): Promise<void> {
  const composer = page.getByRole("combobox", { name: /Message/ });
  await composer.fill(`${words} `);
  await composer.press("Enter");
}

/** The newest message from the bot. */
const answer = () => page.getByRole("article").last();

it("shows /standup and opens the proof of a figure", async () => {
  await type("/standup");
  await answer().getByText("Standup · All repositories").waitFor();
  await answer().getByRole("button", { name: "Why is Stale PRs" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("heading", { name: /Stale PRs: \d+/ })
    .first()
    .waitFor();
  await dialog.getByText("without a push, review, comment or reopening").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

it("snoozes a line of /triage, also across kill -9 and a restart", async () => {
  await type("/triage");
  await answer().getByText("Triage · All repositories").waitFor();
  const snooze = answer()
    .getByRole("button", { name: /^Snooze .* for a day$/ })
    .first();
  const subject = (await snooze.getAttribute("aria-label"))?.split(" ")[1] ?? "";
  await answer()
    .getByRole("button", { name: `Why ${subject}` })
    .click();
  await page
    .getByRole("dialog")
    .getByText(/Score \d+/)
    .waitFor();
  await page.keyboard.press("Escape");
  await snooze.click();
  await page.getByText(`Snoozed ${subject} until`).first().waitFor();

  await house.killBot();
  await house.startBot();
  await type("/triage web");
  await answer().getByText("Triage · Web").waitFor();
  await type("/triage");
  await answer().getByText("Triage · All repositories").waitFor();
  await answer().getByText("1 snoozed").waitFor();
  expect(
    await answer()
      .getByRole("button", { name: `Why ${subject}` })
      .count(),
  ).toBe(0);
});

it("answers two wishes of one sentence in their thread, beside the plan", async () => {
  await type("@Adjutant show me the stale PRs and the standup");
  await page
    .getByRole("button", { name: /repl(y|ies)$/ })
    .last()
    .click();
  const thread = page.getByRole("log", { name: "Thread" });
  await thread.getByText("All done.").waitFor();
  await thread.getByText("Standup · All repositories").waitFor();
  await thread.getByText(/stale/i).first().waitFor();
});

it("shows the home tab with what needs the person", async () => {
  await page.getByRole("button", { name: "Adjutant" }).first().click();
  await page.getByRole("tab", { name: "Home" }).click();
  await page.getByText("What needs you").waitFor();
});

it("ran without an error in the page", () => {
  expect(problems).toEqual([]);
});
