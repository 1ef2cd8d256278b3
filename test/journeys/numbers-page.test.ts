import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type House, moveIn, openHouse } from "../support/bot.ts";
import { ask } from "../support/decisions.ts";
import { photograph } from "../support/screenshots.ts";
import { openBrowser, type Visitor, visit } from "../support/visitor.ts";

const ADA = "U0ADA";
const PANELS = ["What needs you", "Your team", "Reports", "Schedules", "Health", "Settings"];
const REFUSES = { kind: "block_refused", blockType: "data_visualization", on: "data_visualization" } as const;

let house: House;
let folder: string;
let browser: Browser;
let ada: Visitor;
let direct: Visitor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjutant-numbers-"));
  [house, browser] = await Promise.all([openHouse({ folder }), openBrowser()]);
  const { sandbox } = house;
  await moveIn(house, folder);
  await house.startBot();
  await ask(house, "projects.create", { key: "API", name: "API", tracker: "jira", team: "api" });
  await house.adjutant("sync", "jira", "API");
  ada = await visit(browser, { url: sandbox.url, user: ADA });
  const room = sandbox.slack.office.workspace.directWith(ADA).id;
  direct = await visit(browser, { url: sandbox.url, user: ADA, room });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

it("opens the home tab, and each of its six panels", async () => {
  const { page } = direct;
  await page.getByRole("button", { name: "Adjutant" }).first().click();
  await page.getByRole("tab", { name: "Home" }).click();
  for (const panel of PANELS) {
    if (panel !== PANELS[0]) await page.getByRole("button", { name: `Show ${panel}` }).click();
    await page.getByRole("heading", { name: panel, exact: true }).first().waitFor();
    if (panel === "Your team") await photograph(page, "home-team");
  }
  await page.getByRole("tab", { name: "Messages" }).click();
});

it("draws the burndown and the velocity of /sprint-health, with the finding in words and the days as a table", async () => {
  await ada.type("/sprint-health api");
  const health = ada.message("Sprint health");
  const chart = health.getByRole("img", { name: "Burndown, in points" }).first();
  await chart.waitFor();
  expect((await chart.boundingBox())?.height).toBeGreaterThan(80);
  await health
    .getByText(/points left of a scope of/)
    .first()
    .waitFor();
  await health.getByText("Points completed of committed:").first().waitFor();
  await health
    .getByRole("cell", { name: "Scope" })
    .or(health.getByRole("columnheader", { name: "Scope" }))
    .waitFor();
  await chart.evaluate(showInTheMiddle);
  await photograph(ada.page, "sprint-health");
});

it("opens the proof of a figure, with the rows that were counted", async () => {
  await ada.message("Sprint health").getByRole("button", { name: "Why is Committed" }).click();
  await ada.dialog.getByText(/Counted: \d+/).waitFor();
  await ada.dialog
    .getByRole("link", { name: /^API-\d+$/ })
    .first()
    .waitFor();
  await photograph(ada.page, "figure-proof");
  await ada.closeDialog();
});

it("shows a picture with the same words where the workspace refuses charts", async () => {
  house.sandbox.slack.fault(REFUSES);
  await ada.type("/sprint-health api 7");
  const picture = ada.message("Sprint health").getByRole("img", { name: /points left of a scope of/ });
  await picture.waitFor();
  const widthOf = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
  await expect.poll(() => picture.evaluate(widthOf)).toBe(1_280);
  await picture.evaluate(showInTheMiddle);
  await photograph(ada.page, "sprint-health-picture");
});

it("saves a schedule by a form, runs it at once, and posts what the command would say", async () => {
  await direct.type("/schedule new");
  await direct.dialog.getByRole("textbox", { name: /^Asked with/ }).waitFor();
  await photograph(direct.page, "schedule-form");
  await direct.fillIn({ "Asked with": "api", When: "weekdays at 9:30" }, "Save");
  await direct.dialog.getByText("standup, weekdays at 9:30").first().waitFor();
  await direct.closeDialog();
  await direct.type("/schedule");
  await direct.message("standup api").getByRole("button", { name: "Run schedule 1 now" }).click();
  await direct.message("Standup · API").getByText("Standup · API").first().waitFor();
});

it("shows somebody all that is kept about them, also as a file, and a way to have it deleted", async () => {
  await ada.type("/adjutant privacy");
  const kept = ada.message("Your data", "Never measured", "As a file");
  await kept.getByText('"schedules": [').waitFor();
  await kept.getByRole("button", { name: "Delete my data" }).waitFor();
});

it("leaves a page on which nothing went wrong", () => {
  for (const { problems } of [ada, direct]) expect(problems).toEqual([]);
});

function showInTheMiddle(drawn: unknown): void {
  (drawn as { scrollIntoView(how: object): void }).scrollIntoView({ block: "center" });
}
