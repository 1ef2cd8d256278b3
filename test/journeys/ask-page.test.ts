import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanningHouse } from "../support/planning-house.ts";
import { openBrowser, type Visitor, visit } from "../support/visitor.ts";

describe.each([
  ["the sandbox's model", true],
  ["no model", false],
])("questions at the page, with %s", (_what, hasModel) => {
  let at: Awaited<ReturnType<typeof openPlanningHouse>>;
  let browser: Browser;
  let ada: Visitor;

  beforeAll(async () => {
    [at, browser] = await Promise.all([openPlanningHouse(hasModel), openBrowser()]);
    await at.house.adjutant("index", "add", "README.md", "docs/decisions");
    ada = await visit(browser, { url: at.house.sandbox.url, user: at.ada.user });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await at?.close();
  });

  it("answers from the documents, with the places where it stands", async () => {
    await ada.type("/ask for how long are raw payloads kept?");
    const answer = ada.message("Raw payloads are dropped after");
    await answer.getByText("RETENTION_DAYS").first().waitFor();
    await answer.getByText("Adjutant › Data").waitFor();
    await answer.getByText(hasModel ? "Written by scripted" : "no AI").waitFor();
  });

  it("refuses what they do not say, without a source", async () => {
    await ada.type("/ask which colour has the submarine of the admiral?");
    const refusal = ada.message("do not answer that");
    await refusal.waitFor();
    expect(await refusal.getByText("›").count()).toBe(0);
  });

  it("takes a question in a mention for one, and answers it in the thread", async () => {
    await ada.type("@Adjutant for how long are signals kept after they were resolved?");
    await ada.message("for how long").getByRole("button", { name: /repl/ }).click();
    await ada.inThread("Signals are kept for 400 days").waitFor();
  });

  it("leaves a page on which nothing went wrong", () => {
    expect(ada.problems).toEqual([]);
  });
});
