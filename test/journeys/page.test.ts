import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { API_KEY, type House, moveIn, openHouse } from "../support/bot.ts";
import { DASHBOARDS, parseQuery, queriesOf, readDashboard, SUFFIXES } from "../support/grafana.ts";
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
  await page.getByRole("heading", { name: "What needs you" }).waitFor();
});

it("turns the home tab to the team, and opens the proof of its work in progress", async () => {
  await page.getByRole("button", { name: "Show Your team" }).click();
  await page.getByRole("heading", { name: "Your team" }).waitFor();
  await page.getByRole("button", { name: "Why is Work in progress" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Open pull requests of people, drafts left out").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Show Health" }).click();
  await page.getByRole("heading", { name: "Sources and jobs" }).waitFor();
});

it("shows the same panels as web pages, to whoever has a key", async () => {
  const visitor = await browser.newPage({ viewport: { width: 360, height: 700 }, colorScheme: "dark" });
  visitor.setDefaultTimeout(8_000);
  const isTold = (text: string) => !text.includes("401 (Unauthorized)");
  visitor.on("console", (said) => said.type() === "error" && isTold(said.text()) && problems.push(said.text()));
  visitor.on("pageerror", ({ message }) => problems.push(message));
  await visitor.goto(`${house.httpUrl}/?panel=team`);
  await visitor.getByLabel("API key").fill(API_KEY);
  await visitor.keyboard.press("Enter");
  await visitor.getByRole("heading", { level: 1, name: "What needs you" }).waitFor();
  await visitor.getByRole("link", { name: "Your team" }).click();
  await visitor.getByRole("heading", { level: 1, name: "Your team" }).waitFor();
  expect(await visitor.getByRole("link", { name: "Your team" }).getAttribute("aria-current")).toBe("page");
  await visitor.getByRole("link", { name: /^Why Work in progress is \d+$/ }).click();
  await visitor.getByText("Open pull requests of people, drafts left out").waitFor();
  const isWide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
  for (const panel of ["Health", "Settings", "What needs you"]) {
    await visitor.getByRole("link", { name: panel, exact: true }).click();
    await visitor.getByRole("heading", { level: 1, name: panel }).waitFor();
    expect(await visitor.evaluate(isWide), panel).toBe(false);
  }
  expect(await visitor.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(20, 23, 28)");
  await visitor.getByRole("button", { name: "Leave" }).click();
  await visitor.getByLabel("API key").waitFor();
  await visitor.close();
});

it("exposes to Prometheus what the dashboards of Grafana ask for", async () => {
  const body = await (await fetch(`${house.httpUrl}/metrics`)).text();
  const names = DASHBOARDS.flatMap((file) =>
    queriesOf(readDashboard(file)).flatMap((query) => parseQuery(query).names),
  );
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) expect(body).toMatch(new RegExp(`^# TYPE ${name.replace(SUFFIXES, "")} `, "m"));
});

it("ran without an error in the page", () => {
  expect(problems).toEqual([]);
});
