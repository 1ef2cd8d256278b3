import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buttonNamed } from "../support/messages.ts";
import { openPlanningHouse } from "../support/planning-house.ts";

const WAIT = { timeout: 20_000, interval: 50 };
const CREATE = "POST /rest/api/3/issue";
const IDEA = "Customers want to pay by card. The checkout takes cards. People get refunds.";
const OURS = "- R1: The checkout takes cards and invoices.";
const THEIRS = "- R1: The checkout takes cards of every bank.";
const SETTLED = "- R1: The checkout takes cards of every bank, and invoices.\n- R2: People get refunds.";

describe.each([
  ["the sandbox's model", true],
  ["no model", false],
])("a plan, with %s", (_what, hasModel) => {
  let at: Awaited<ReturnType<typeof openPlanningHouse>>;
  beforeAll(async () => {
    at = await openPlanningHouse(hasModel);
  }, 60_000);
  afterAll(() => at?.close());

  const created = () => at.house.sandbox.world.state.tickets.filter(({ reporter }) => reporter === "adjutant");

  it("goes from an idea to a draft in a thread, which says who wrote it", async () => {
    await at.ada.type("/plan", IDEA);
    const draft = await at.said(hasModel ? "Written by scripted" : "Written by rules");
    expect(draft.threadTs).not.toBeNull();
    expect(JSON.stringify(draft)).toContain("PRD 1 · Customers want to pay by card");
    for (const name of ["Revise…", "Branch…", "Request review", "Create tickets", "Export"]) buttonNamed(draft, name);
  });

  it("is written by two people at once, who settle what they wrote differently", async () => {
    await at.ada.type("/prd", "branch 1 cards");
    await at.edit(at.ada, "1 branch:cards", OURS);
    await at.edit(at.ben, "1", THEIRS);
    await at.ada.type("/prd", "merge 1 cards");
    await at.fillIn(at.ada.user, { conflict_1: SETTLED });
    const shown = await at.ada.type("/prd", "show 1");
    expect(JSON.stringify(shown.message)).toContain("of every bank, and invoices");
  });

  it("is approved by somebody who did not write it, for this one version", async () => {
    await at.ada.type("/prd", "review 1 requested");
    await at.ben.type("/prd", "review 1 approved");
    const shown = await at.ada.type("/prd", "list");
    expect(JSON.stringify(shown.message)).toContain("approved");
  });

  it("becomes tickets, each once, also when the bot is killed while Jira takes its time", async () => {
    const titles = hasModel ? await proposeFromForm() : await proposeByHand();
    const card = await at.said(`Create ${titles.length} tickets from PRD 1 in API (Jira)`);
    await at.carla.type("/adjutant", "approve 1");
    if (hasModel) await killWhileJiraCreates();
    await vi.waitFor(() => expect(created()).toHaveLength(titles.length), WAIT);
    expect((await at.said(`${titles.length} done.`)).ts).toBe(card.ts);
    expect(
      created()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(titles.toSorted());
  });

  /** Drops one line of what the model planned, and names another anew. */
  async function proposeFromForm(): Promise<string[]> {
    await at.ada.type("/prd", "tickets 1");
    await at.fillIn(at.ada.user, { project: "API", lines: "# Cards\n- T1: Take cards\n- T2: Refunds" });
    return ["Cards", "Take cards", "Refunds"];
  }

  async function proposeByHand(): Promise<string[]> {
    await at.ada.type("/tickets", "API prd:1 # Cards ; Take cards (R1) ; Refunds (R2) ; Tell people");
    return ["Cards", "Take cards", "Refunds", "Tell people"];
  }

  /** Each of its tickets needs the one before, so that one request at most is under way. */
  async function killWhileJiraCreates(): Promise<void> {
    const { jira } = at.house.sandbox;
    const asked = () => jira.requests.entries().filter(({ operation }) => operation === CREATE).length;
    await vi.waitFor(() => expect(created()).toHaveLength(1), WAIT);
    jira.fault({ kind: "late", ms: 300, on: CREATE });
    await vi.waitFor(() => expect(asked()).toBe(2), WAIT);
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
      const status = await at.ada.type("/prd", "status 1");
      expect(JSON.stringify(status.message)).toContain(" merged and ");
    }, WAIT);
  });
});
