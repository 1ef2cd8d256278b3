import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startSandbox } from "#sandbox/start";
import { openBrowser } from "../../support/visitor.ts";
import { startApp } from "../slack/support.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

async function open(viewport = { width: 1_200, height: 800 }): Promise<Page> {
  const sandbox = await startSandbox({ seed: 2, manifestPath: "test/sandbox/page/manifest.json" });
  const app = await startApp(sandbox.slack, (bot) => {
    const text = { type: "plain_text" as const, text: "Why?" };
    const elements = [{ type: "button" as const, text, action_id: "why" }];
    bot.command("/standup", async ({ ack, respond, command }) => {
      await ack();
      await respond({
        text: "Standup",
        blocks: [
          { type: "header", text: { ...text, text: `Standup ${command.text}` } },
          { type: "actions", elements },
        ],
      });
    });
    bot.action("why", async ({ ack, client, body }) => {
      await ack();
      if (!("trigger_id" in body)) return;
      const input = {
        type: "input" as const,
        block_id: "note",
        label: { ...text, text: "Note" },
        element: { type: "plain_text_input" as const, action_id: "n" },
      };
      const view = {
        type: "modal" as const,
        callback_id: "m",
        title: text,
        submit: { ...text, text: "Save" },
        blocks: [input],
      };
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    bot.view("m", async ({ ack, view }) => {
      const note = view.state.values["note"]?.["n"]?.value;
      await ack(note === "good" ? undefined : { response_action: "errors", errors: { note: "Be good" } });
    });
  });
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  onTestFinished(async () => {
    await context.close();
    await app.stop();
    await sandbox.close();
    expect(problems).toEqual([]);
  });
  await page.goto(sandbox.url);
  await page.waitForSelector("#room-title .icon");
  return page;
}

test("by keyboard alone: a command is completed and sent, its button pressed, its form mended and sent", async () => {
  const page = await open();
  await page.getByRole("combobox", { name: "Message" }).focus();
  await page.keyboard.type("/st");
  await page.getByRole("option", { name: "/standup" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("api");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Standup api" }).waitFor();
  expect(await page.getByText("Only visible to you").count()).toBe(1);
  await page.getByRole("button", { name: "Why?" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Why?" });
  await dialog.getByRole("textbox", { name: "Note" }).fill("bad");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await dialog.getByText("Be good").waitFor();
  expect(await dialog.getByRole("textbox", { name: "Note" }).inputValue()).toBe("bad");
  await dialog.getByRole("textbox", { name: "Note" }).fill("good");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
});

test("another person does not see what was for one alone", async () => {
  const page = await open();
  const text = page.getByRole("combobox", { name: "Message" });
  await text.fill("/standup web");
  await text.press("Enter");
  await page.getByRole("heading", { name: "Standup web" }).waitFor();
  await page.getByLabel("Act as").selectOption("U0BEN");
  await page.getByText("It is quiet here").waitFor();
  expect(await page.getByRole("heading", { name: "Standup web" }).count()).toBe(0);
});

test("on a narrow screen nothing is wider than the screen and the channels are a tap away", async () => {
  const page = await open({ width: 360, height: 740 });
  const width = await page.evaluate("document.documentElement.scrollWidth");
  expect(width).toBeLessThanOrEqual(360);
  await page.getByRole("button", { name: "Channels" }).click();
  await page.getByRole("button", { name: "incidents" }).click();
  await page.getByRole("heading", { name: "incidents" }).waitFor();
});

test("by keyboard alone: a tracker is struck with a fault, which is named with its tracker, and healed", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Faults" }).press("Enter");
  const linear = page.getByRole("region", { name: "Linear" });
  await linear.getByRole("button", { name: "429 from Linear" }).press("Enter");
  await page.getByText("Waiting: status × 1 (linear)").waitFor();
  await page
    .getByRole("region", { name: "Jira" })
    .getByRole("button", { name: /^Make the next ticket late/ })
    .press("Enter");
  await page.getByText("late × 1 (jira)").waitFor();
  await page.getByRole("button", { name: "Switch all off" }).press("Enter");
  await page.getByText("Nothing is waiting to go wrong.").waitFor();
});
