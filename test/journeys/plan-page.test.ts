import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { houses, openPlanningHouse } from "../support/planning-house.ts";
import { openBrowser, type Visitor, visit } from "../support/visitor.ts";

const WAIT = { timeout: 20_000, interval: 50 };
const CREATE = "POST /rest/api/3/issue";
const TITLE = "Pay by card";
const IDEA = "Customers want to pay by card. The checkout takes cards. People get refunds.";
const OURS = "- R1: The checkout takes cards and invoices.";
const THEIRS = "- R1: The checkout takes cards of every bank.";
const SETTLED = "- R1: The checkout takes cards of every bank, and invoices.\n- R2: People get refunds.";
const TICKETS = ["Cards", "Take cards", "Refunds"];

describe.each(houses("model"))("a plan at the page, with %s", (_what, hasModel) => {
  let at: Awaited<ReturnType<typeof openPlanningHouse>>;
  let browser: Browser;
  let [ada, ben, carla] = [] as unknown as [Visitor, Visitor, Visitor];

  beforeAll(async () => {
    [at, browser] = await Promise.all([openPlanningHouse(hasModel), openBrowser()]);
    const { url } = at.house.sandbox;
    const arrive = ({ user }: { user: string }) => visit(browser, { url, user });
    [ada, ben, carla] = await Promise.all([arrive(at.ada), arrive(at.ben), arrive(at.carla)]);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await at?.close();
  });

  const created = () => at.house.sandbox.world.state.tickets.filter(({ reporter }) => reporter === "adjutant");

  it("goes from a form to a draft in its thread, which says who wrote it", async () => {
    await ada.type("/plan");
    await ada.fillIn({ Title: TITLE, Idea: IDEA }, "Plan it");
    await ada.dialog.getByText(`Planning “${TITLE}”…`).waitFor();
    await ada.closeDialog();
    await ada.message("is drafted.").getByRole("button", { name: "1 reply" }).click();
    const draft = ada.inThread("PRD 1");
    await draft.getByRole("heading", { name: `PRD 1 · ${TITLE}` }).waitFor();
    await draft.getByText(hasModel ? "Written by scripted" : "Written by rules").waitFor();
    for (const name of ["Revise…", "Branch…", "Request review", "Create tickets", "Export"]) {
      expect(await draft.getByRole("button", { name }).count(), name).toBe(1);
    }
  });

  /** Writes the requirements anew, in the form of their section. */
  async function edit(visitor: Visitor, words: string, text: string): Promise<void> {
    await visitor.type(`/prd edit ${words}`);
    await visitor.message().getByRole("button", { name: "Edit Requirements" }).click();
    await visitor.fillIn({ Text: `## Requirements\n\n${text}` }, "Save");
    await visitor.dialog.getByText("What you changed").waitFor({ state: "detached" });
    await visitor.closeDialog();
  }

  it("is written by two people at once, who settle what they wrote differently", async () => {
    await ada.type("/prd branch 1 cards");
    await ada.message("cards").waitFor();
    await edit(ada, "1 branch:cards", OURS);
    await edit(ben, "1", THEIRS);
    await ada.type("/prd merge 1 cards");
    await ada.fillIn({ "1 · Requirements": SETTLED }, "Merge");
    await ada.dialog.getByRole("button", { name: "Merge" }).waitFor({ state: "detached" });
    await ada.closeDialog();
    await ada.type("/prd show 1");
    await ada.message("of every bank, and invoices").waitFor();
  });

  it("is approved by somebody who did not write it, for this one version", async () => {
    await ada.inThread("PRD 1").getByRole("button", { name: "Request review" }).click();
    await ben.type("/prd show 1");
    await ben.message("of every bank").getByRole("button", { name: "Review", exact: true }).click();
    await ben.dialog.getByRole("combobox", { name: /Verdict/ }).selectOption("approve");
    await ben.fillIn({ Comment: "Good." }, "Review");
    await ben.dialog.getByRole("combobox").waitFor({ state: "detached" });
    await ben.closeDialog();
    await ben.type("/prd list");
    await ben.message(TITLE, "approved").waitFor();
  });

  it("becomes tickets, each once, also when the bot is killed while Jira takes its time", async () => {
    if (hasModel) await proposeFromForm();
    else await ada.type("/tickets API prd:1 # Cards ; Take cards (R1) ; Refunds (R2)");
    const card = carla.card(1);
    await card.getByText(`Create ${TICKETS.length} tickets from PRD 1 in API (Jira)`).first().waitFor();
    const approve = card.getByRole("button", { name: /^Approve 1: / });
    await killWhileJiraCreates(() => approve.click());
    await card.getByText(`${TICKETS.length} done.`, { exact: true }).waitFor();
    const titles = created().map(({ title }) => title);
    expect(titles.sort()).toEqual(TICKETS.toSorted());
    const link = card.getByRole("link", { name: /Take cards/ }).first();
    expect(await link.getAttribute("href")).toContain("/browse/API-");
  });

  /** Drops lines of what the model planned, and names others anew. */
  async function proposeFromForm(): Promise<void> {
    await ada.inThread("PRD 1").getByRole("button", { name: "Create tickets" }).click();
    await ada.fillIn({ Project: "API", Tickets: "# Cards\n- T1: Take cards\n- T2: Refunds" }, "Propose these");
    await ada.dialog.getByText("Asked for approval 1").waitFor();
    await ada.closeDialog();
  }

  /** The others hang below the first, so that one request is under way. */
  async function killWhileJiraCreates(approve: () => Promise<void>): Promise<void> {
    const { jira } = at.house.sandbox;
    const asked = () => jira.requests.entries().filter(({ operation }) => operation === CREATE).length;
    jira.fault({ kind: "late", ms: 300, on: CREATE });
    await approve();
    await vi.waitFor(() => expect(asked()).toBe(1), WAIT);
    await at.house.killBot();
    await at.takeFromTheDead();
    await at.house.startBot();
  }

  it("shows what was shipped of it, requirement by requirement", async () => {
    const ticket = created().find(({ title }) => title === "Take cards");
    const { changes } = at.house.sandbox.world;
    const title = `${ticket?.project}-${ticket?.number} Take cards`;
    const pull = changes.make({ change: "open", repo: "api", by: "ada-park", title });
    if (!("number" in pull)) throw new Error("A pull request has a number.");
    changes.make({ change: "merge", repo: "api", number: pull.number, by: "ada-park" });
    changes.make({ change: "deploy", repo: "api", by: "ada-park", conclusion: "success" });
    await vi.waitFor(async () => {
      await ada.type("/prd status 1");
      await ada.message(" merged and ").waitFor({ timeout: 1_000 });
    }, WAIT);
  });

  /** Carla agrees to the newest thing that was taken for a word, which is asked to move a ticket so. */
  async function agreeTo(words: string): Promise<number> {
    const told = await ben.inThread("I took that for a word", words).innerText();
    const number = Number(/Approval (\d+)/.exec(told)?.[1]);
    const card = carla.card(number);
    await card.getByRole("button", { name: /^Approve \d+: / }).click();
    await carla.dialog.getByRole("button", { name: "Approve" }).click();
    await card.getByRole("heading", { name: `Approval ${number} is done` }).waitFor();
    return number;
  }

  it("takes what somebody says in the channel for a word, and moves the ticket once somebody agrees", async () => {
    const ticket = created().find(({ title }) => title === "Take cards");
    const key = `${ticket?.project}-${ticket?.number}`;
    await ben.type(`I am working on ${key} now`);
    const said = ben.message(`I am working on ${key}`);
    await said.getByRole("button", { name: /repl/ }).click();
    expect(ticket?.status).toBe("To Do");
    await agreeTo(`Move ${key} to In Progress`);
    expect(ticket?.status).toBe("In Progress");

    const threadTs = (await said.getAttribute("data-ts")) ?? "";
    await at.house.sandbox.slack.reply({ user: ben.user, channel: "eng", threadTs, text: "fixed, deployed" });
    const number = await agreeTo(`Move ${key} to Done`);
    expect(ticket?.status).toBe("Done");
    await ben.type("/adjutant decisions");
    await ben.message(`${key}: it is done, proposed (approval ${number})`, "Confidence 0.86").waitFor();
  });

  it.runIf(hasModel)(
    "has a model find the steps of a wish: what reads runs, what acts waits for somebody's word",
    async () => {
      const pull = at.house.sandbox.world.state.pulls.find(({ state }) => state === "open");
      const subject = `${pull?.repo.fullName}#${pull?.number}`;
      await ada.type(`@Adjutant how is it going, and please comment on ${subject} that it looks good`);
      await ada
        .message("how is it going")
        .getByRole("button", { name: /repl(y|ies)$/ })
        .click();
      await ada.inThread("Planned by a model: 2 steps").getByText("All done.").waitFor();
      await ada.inThread("Standup · All repositories").waitFor();
      const asked = await ada.inThread("Asked for approval").innerText();
      const number = Number(/Asked for approval (\d+)/.exec(asked)?.[1]);
      const card = carla.card(number);
      await card.getByText("A model chose it for what somebody wrote.").waitFor();
      await card.getByText("it looks good").first().waitFor();
      expect(pull?.comments.filter(({ body }) => body.includes("it looks good"))).toEqual([]);
      await card.getByRole("button", { name: /^Approve \d+: / }).click();
      await carla.dialog.getByRole("button", { name: "Approve" }).click();
      await card.getByRole("heading", { name: `Approval ${number} is done` }).waitFor();
      expect(pull?.comments.filter(({ body }) => body.includes("it looks good"))).toHaveLength(1);
    },
  );

  it("leaves pages on which nothing went wrong", () => {
    expect([...ada.problems, ...ben.problems, ...carla.problems]).toEqual([]);
  });
});
