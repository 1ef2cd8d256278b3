import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/start";
import { API_KEY } from "../support/bot.ts";
import { ask } from "../support/decisions.ts";
import { houses, openPlanningHouse } from "../support/planning-house.ts";
import { openBrowser, type Visitor, visit } from "../support/visitor.ts";

const NOON = 12;
const EVERY_DAY = "1,2,3,4,5,6,7";
/** What the demo's people have, and nobody asks anything about. */
const ZEPPELIN = "# Zeppelin\n\nThe zeppelin of the team is grey.";
const FLEET = "https://docs.example.com/fleet";
const UNANSWERED = "mooring procedure of the zeppelin with masts and towers";
const KNOWN_TO_CARLA = "Ask the tower first. The mooring procedure of the zeppelin ends at mast four of the towers.";
/** Longer than it takes to find the button that stops it. */
const SLOW_MS = 4_000;

/** Everybody lives where it is noon at the moment: nobody is asked outside their working time. */
function putAtNoon({ slack }: Sandbox): void {
  const hours = NOON - new Date().getUTCHours();
  const zone = hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
  for (const person of slack.office.workspace.people()) person.zone = zone;
}

describe.each(houses("none"))("questions at the page, with %s", (_what, hasModel) => {
  let at: Awaited<ReturnType<typeof openPlanningHouse>>;
  let browser: Browser;
  let ada: Visitor;
  let carla: Visitor;

  beforeAll(async () => {
    [at, browser] = await Promise.all([openPlanningHouse(hasModel, putAtNoon), openBrowser()]);
    const { url } = at.house.sandbox;
    await at.house.adjutant("index", "add", "README.md", "docs/decisions");
    ada = await visit(browser, { url, user: at.ada.user });
    carla = await visit(browser, { url, user: at.carla.user });
    await carla.type("/adjutant whoami");
    await carla.message("Carla").waitFor();
    const team = { key: "core", working_days: EVERY_DAY, members: [at.carla.user] };
    await ask(at.house, "teams.save", team);
    await index({
      id: "fleet",
      content: ZEPPELIN,
      audience: "workspace",
      meta: { author: `slack:${at.carla.user}`, url: FLEET },
    });
  }, 60_000);

  async function index(document: object): Promise<void> {
    const headers = { "content-type": "application/json", authorization: `Bearer ${API_KEY}` };
    const reply = await fetch(`${at.house.httpUrl}/v1/index`, {
      method: "POST",
      headers,
      body: JSON.stringify(document),
    });
    expect(reply.status, await reply.text()).toBe(200);
  }

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

  it("links each source to where it can be read", async () => {
    await ada.type("/ask which zeppelin is grey?");
    const link = ada.message("The zeppelin of the team is grey").getByRole("link", { name: "Zeppelin" });
    expect(await link.getAttribute("href")).toMatch(FLEET);
  });

  it("refuses what they do not say, without a source", async () => {
    await ada.type("/ask which colour has the submarine of the admiral?");
    const refusal = ada.message("do not answer that");
    await refusal.waitFor();
    expect(await refusal.getByText("›").count()).toBe(0);
  });

  it("takes a question in a mention for one, answers it in the thread, and there what follows it", async () => {
    await ada.type("@Adjutant for how long are signals kept after they were resolved?");
    await ada.message("for how long").getByRole("button", { name: /repl/ }).click();
    await ada.inThread("Signals are kept for 400 days").waitFor();
    await ada.reply("@Adjutant and raw payloads?");
    await ada.inThread("Taken together with").waitFor();
  });

  it("asks who may know, and keeps what they answer for the next one, with a second person's word", async () => {
    await ada.type(`/ask ${UNANSWERED}`);
    const refusal = ada.message("do not answer that", "Who may know");
    await refusal.getByRole("button", { name: /Ask Carla .* in a direct message/ }).click();
    const room = at.house.sandbox.slack.office.workspace.directWith(at.carla.user).id;
    const inDirect = await visit(browser, { url: at.house.sandbox.url, user: at.carla.user, room });
    await inDirect.message("A question for you").waitFor();
    await inDirect.message("A question for you").hover();
    await inDirect.message("A question for you").getByRole("button", { name: "Reply in a thread" }).click();
    await inDirect.reply(KNOWN_TO_CARLA);
    await inDirect.inThread("Thank you. I bring it to").waitFor();

    const directs = at.house.sandbox.slack.office.workspace.directWith(at.ada.user).id;
    const asker = await visit(browser, { url: at.house.sandbox.url, user: at.ada.user, room: directs });
    await asker.message("has answered your question").getByRole("button", { name: "Save as answer" }).click();
    await ada.page.getByRole("button", { name: /^Approve \d+: Keep an answer/ }).click();
    await asker.message("has an answer that is found from now on").waitFor();
    await ada.type(`/ask ${UNANSWERED}`);
    await ada.message("mast four", "an answer, good until").waitFor();
    for (const visitor of [inDirect, asker]) expect(visitor.problems).toEqual([]);
  });

  it("does two things of one sentence in its thread, beside a plan that tells how far it is", async () => {
    await ada.type("@Adjutant standup and triage");
    await ada.message("standup and triage").getByRole("button", { name: /repl/ }).click();
    await ada.inThread("All done.").waitFor();
    await ada.inThread("Triage ·").waitFor();
    await ada.inThread("Standup").first().waitFor();
  });

  it("stops in the middle of a plan when somebody presses Stop", async () => {
    at.house.sandbox.slack.fault({ kind: "slow", on: "chat.appendStream", ms: SLOW_MS });
    await ada.type("@Adjutant triage and standup and signals");
    await ada.message("standup and signals").getByRole("button", { name: /repl/ }).click();
    await ada.page.getByRole("button", { name: "Stop" }).click();
    await ada.inThread(/Stopped: [01] of 3 done/).waitFor();
  });

  it("moves a ticket of which somebody says that it is done, once somebody has agreed", async () => {
    const ticket = at.house.sandbox.world.state.tickets.find(
      ({ project, status }) => project === "API" && status !== "Done",
    );
    const key = `API-${ticket?.number}`;
    await ada.type(`${key} is fixed, deployed.`);
    await carla.page.getByRole("button", { name: new RegExp(`^Approve \\d+: .*${key}`) }).click();
    await carla.dialog.getByRole("button", { name: "Approve", exact: true }).click();
    await expect.poll(() => ticket?.status, { timeout: 15_000 }).toBe("Done");
  });

  it("answers who asks it in a comment on a ticket there, once somebody has agreed to the words", async () => {
    const { jira, world } = at.house.sandbox;
    const words = "@Adjutant for how long are raw payloads kept?";
    jira.say({ key: "API-1002", login: "benosei", words });
    await carla.page.getByRole("button", { name: /^Approve \d+: Comment on API-1002/ }).click();
    await carla.dialog.getByRole("button", { name: "Approve", exact: true }).click();
    const comments = () => world.state.tickets.find(({ number }) => number === 1002)?.comments ?? [];
    await expect.poll(() => comments().length, { timeout: 15_000 }).toBe(2);
    expect(JSON.stringify(comments()[1]?.text)).toContain("RETENTION_DAYS");
    jira.say({ key: "API-1002", login: "benosei", words: "Thanks, that is all I wanted to know." });
    expect(comments().map(({ author }) => author)).toEqual(["benosei", "adjutant", "benosei"]);
  });

  it("leaves a page on which nothing went wrong", () => {
    expect(ada.problems).toEqual([]);
  });
});
