import { expect, it } from "vitest";
import type { Project } from "#domain/directory";
import { CARD_QUEUE, FAN_OUT_QUEUE } from "#domain/trust/jobs";
import { NotYetError } from "#kernel/errors";
import { rowId } from "#kernel/trust/batch-rows";
import { fanOut } from "#kernel/trust/fan-out";
import { moveAndTell } from "#kernel/trust/move";
import { eq } from "#store/drizzle";
import { open } from "../../support/batches.ts";
import { performToEnd } from "../../support/proposals.ts";
import { by, POLICY } from "../../support/trust.ts";

/** Begins the first round, and has the epic end in the unknown. */
async function loseTheEpic({ house, approve }: Awaited<ReturnType<typeof open>>) {
  const id = await approve("API");
  await expect(fanOut(house.parts, id)).rejects.toThrow(NotYetError);
  const epic = await house.trust.require(rowId(id, 0));
  const audit = { verb: "test", actor: "test", outcome: "test", payload: {} };
  const begun = await house.parts.approvals.move(epic, {
    ...{ to: "performing", begin: { leaseUntil: house.now() }, audit, at: house.now() },
  });
  if (begun) await moveAndTell(house.parts, begun, { to: "uncertain", audit });
  return { id, epic: epic.id };
}

it("leaves out what refers to a ticket that nobody knows, and makes the others", async () => {
  const at = await open();
  const { id, epic } = await loseTheEpic(at);
  await at.house.trust.resolve(by(at.house, "U1LEAD"), { ref: epic, happened: true });
  expect(await at.carryOut(id)).toEqual(["done", "skipped", "skipped", "done"]);
  expect((await at.rows(id)).map(({ why }) => why)).toEqual([
    null,
    "It is not known which ticket “Checkout” became, so nothing can refer to it.",
    "What it needs was not done.",
    null,
  ]);
  expect(at.made().map(({ title }) => title)).toEqual(["Write it down"]);
});

it.each(["API-2000", " api-2000 ", "https://jira.example.com/browse/API-2000?focused=1"])(
  "makes what refers to a ticket that somebody found and named: %s",
  async (became) => {
    const at = await open();
    const { id, epic } = await loseTheEpic(at);
    const { tickets } = at.world.state;
    const [known] = tickets.filter(({ tracker }) => tracker === "jira");
    if (!known) throw new Error("There are tickets in Jira.");
    tickets.push({ ...known, number: 2_000, title: "Checkout", kind: "Epic" });
    await at.house.trust.resolve(by(at.house, "U1LEAD"), { ref: epic, happened: true, became });
    expect(await at.carryOut(id)).toEqual(["done", "done", "done", "done"]);
    const children = at.made().filter(({ title }) => title === "Pay by card" || title === "Refunds");
    expect(children.map(({ parent }) => parent)).toEqual(["API-2000", "API-2000"]);
    expect((await at.house.trust.require(epic)).result).toMatchObject({
      ...{ issue: "API-2000", url: expect.stringMatching(/^http:\/\/127\.0\.0\.1.*\/browse\/API-2000$/) },
    });
  },
);

it.each([
  ["API-1003", true, "became: API-1003 is called “Exports time out for large customers”, which is not “Checkout”."],
  ["API-9999", true, "Jira shows no issue API-9999 to this token."],
  ["WEB-1003", true, "became: WEB-1003 is not in API, where it was to be made."],
  ["https://evil.example/?x=1", true, "became: Write it like API-12 or owner/name#7, or give its address."],
  ["API-1003", false, "became: What did not happen became nothing."],
])("does not take “%s” for what became of it, and leaves it as it was", async (became, happened, words) => {
  const at = await open();
  const { epic } = await loseTheEpic(at);
  await expect(at.house.trust.resolve(by(at.house, "U1LEAD"), { ref: epic, happened, became })).rejects.toThrow(words);
  expect((await at.house.trust.require(epic)).status).toBe("uncertain");
});

const PLACE: Project = { key: "API", name: "API", tracker: "jira", team: "ops", description: null };

it.each([
  ["another tracker", { tracker: "github" }],
  ["another team", { team: "api" }],
] as const)("makes nothing of a batch whose project belongs to %s meanwhile", async (_what, change) => {
  const projects = [{ ...PLACE }];
  const { approve, carryOut, rows, made } = await open({ projects });
  const id = await approve("API", [{ title: "Write it down" }]);
  projects[0] = { ...PLACE, ...change };
  expect(await carryOut(id)).toEqual(["skipped"]);
  expect((await rows(id))[0]?.why).toContain("which is not where it was agreed to go");
  expect(made()).toEqual([]);
});

it("shows why the policy does not let a row begin any more, and ends it", async () => {
  const { approve, carryOut, rows, house } = await open();
  const id = await approve("API");
  house.setPolicy(`${POLICY.replace("actions: {", "actions: { issue.create: { risk: medium, mode: deny },")}`);
  expect(await carryOut(id)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
  expect((await rows(id))[0]?.why).toContain("“issue.create” is not allowed.");
});

it("begins nothing a day later, and says so", async () => {
  const { approve, rows, house, made } = await open();
  const id = await approve("API");
  house.pass(24 * 3_600_000);
  await fanOut(house.parts, id);
  expect((await rows(id)).map(({ status, why }) => [status, why])).toEqual([
    ["expired", "It was not begun in time."],
    ["skipped", "What it needs was not done."],
    ["skipped", "What it needs was not done."],
    ["expired", "It was not begun in time."],
  ]);
  expect(await house.trust.list({ statuses: ["approved", "performing"], limit: 50 })).toEqual([]);
  expect(made()).toEqual([]);
});

it("tells what changed once, and looks more seldom where nothing does", async () => {
  const { approve, carryOut, house, links } = await open();
  const id = await approve("API");
  const cards: unknown[] = [];
  const { follow } = house.parts.approvals;
  house.parts.approvals.follow = async (jobs) => {
    cards.push(...jobs.filter(({ queue }) => queue === CARD_QUEUE));
    await follow(jobs);
  };
  const waitMs = async () => {
    const error = await fanOut(house.parts, id).catch((thrown: NotYetError) => thrown);
    return (error?.retryAt?.getTime() ?? 0) - house.now().getTime();
  };
  expect(await waitMs()).toBe(1_500);
  house.pass(10_000);
  expect(await waitMs()).toBe(10_000);
  house.pass(3_600_000);
  expect([await waitMs(), cards.length]).toEqual([60_000, 1]);
  house.pass(-3_600_000);
  await carryOut(id);
  expect(links).toHaveLength(1);
});

it("has the next round begin as soon as a row ends", async () => {
  const { approve, house } = await open();
  const id = await approve("API");
  await expect(fanOut(house.parts, id)).rejects.toThrow(NotYetError);
  const epic = rowId(id, 0);
  await performToEnd(house, epic);
  const { jobs } = house.store.tables;
  const queued = await house.store.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.queue, FAN_OUT_QUEUE));
  expect(queued.map(({ payload }) => payload)).toEqual(expect.arrayContaining([{ id: epic }]));
  await fanOut(house.parts, epic);
  expect(await house.trust.find(rowId(id, 1))).toMatchObject({ status: "approved" });
});
