import { describe, expect, it } from "vitest";
import { hashTag } from "#domain/trust/approval";
import { DAY_MS } from "#lib/time";
import { type AskingHouse, askingHouse } from "../../support/asking.ts";
import { performToEnd } from "../../support/proposals.ts";
import { dialects } from "../../support/stores.ts";
import { by, type TrustHouse } from "../../support/trust.ts";

const QUESTION = "how do I moor the zeppelin of the team?";
const ANSWER = "Ask the tower first. Then moor the zeppelin of the team at mast four, nose into the wind.";
const DOCUMENT = { id: "fleet", content: "# Zeppelin\n\nThe zeppelin of the team is grey.", meta: { author: "ada" } };

function agree(house: AskingHouse, id: string, who: string) {
  const trusting = house as unknown as TrustHouse;
  return house.trust
    .require(id)
    .then(({ payloadHash }) =>
      house.trust.decide(by(trusting, who), { ref: id, verdict: "approve", tag: hashTag(payloadHash) }),
    );
}

const perform = (house: AskingHouse, id: string) => performToEnd(house as unknown as TrustHouse, id);

async function propose(house: AskingHouse, ...given: Parameters<AskingHouse["call"]>): Promise<string> {
  const outcome = await house.call(...given);
  if (outcome.status !== "proposed") throw new Error("message" in outcome ? outcome.message : outcome.status);
  return outcome.approval.id;
}

describe.each(dialects)("what nobody could answer (%s)", (dialect) => {
  async function setUp() {
    const house = await askingHouse(dialect);
    await house.meet("U001", "Ula Asks");
    await house.meet("U002", "Ada Knows", "ada");
    await house.ask("rag.index", { ...DOCUMENT, audience: "workspace" }, "U003");
    const there = { place: "slack:CPUBLIC" };
    const { result, view } = await house.ask(
      "ask",
      { question: "mooring procedure of the zeppelin with masts and towers" },
      "U001",
      there,
    );
    return { house, there, result, view, question: result.id as string };
  }

  it("names who may know, in plain words, and brings them the question at a click", async () => {
    const { house, result, view, question } = await setUp();
    expect(result.answer).toMatchObject({
      kind: "unanswered",
      experts: [{ name: "Ada Knows", reason: "wrote “Zeppelin”", slack: "U002" }],
    });
    expect(JSON.stringify(view.nodes)).not.toContain('"user"');
    const id = await propose(house, "experts.ask", { question, person: "U002" }, "U001");
    expect(await perform(house, id)).toBe("done");
    expect(house.told).toMatchObject([{ channel: "U002" }]);
  });

  it.each([
    ["somebody who was not named", async () => {}, "U003", "Nobody of that id"],
    [
      "somebody who wants no nudges",
      (house: AskingHouse) => house.ask("nudges.quiet", {}, "U002"),
      "U002",
      "does not want",
    ],
    ["somebody at night", async (house: AskingHouse) => house.pass(12 * 3_600_000), "U002", "not working time"],
  ])("does not bother %s", async (_whom, before, person, words) => {
    const { house, question } = await setUp();
    await before(house);
    expect(await house.call("experts.ask", { question, person }, "U001")).toMatchObject({
      status: "refused",
      message: expect.stringContaining(words),
    });
    expect(house.told).toEqual([]);
  });

  it("lets nobody ask in the name of another, nor more often than is good", async () => {
    const { house, question } = await setUp();
    expect(await house.call("experts.ask", { question, person: "U002" }, "U003")).toMatchObject({ status: "refused" });
    const step = { signalId: "", kind: "nudge" as const, detail: "ada", recipient: "slack:U002", at: house.now() };
    const steps = [1, 2, 3, 4, 5].map((n) => ({ ...step, invocation: `n${n}`, subject: `s${n}` }));
    await house.ports.acting.noteSteps(steps);
    expect(await house.call("experts.ask", { question, person: "U002" }, "U001")).toMatchObject({
      message: expect.stringContaining("enough messages"),
    });
  });

  it("goes from the reply to a document that the next one finds, once somebody but its author has agreed", async () => {
    const { house, there, question } = await setUp();
    await perform(house, await propose(house, "experts.ask", { question, person: "U002" }, "U001"));
    const dm = { place: "slack:U002" };
    expect((await house.ask("answers.reply", { thread: "0", text: ANSWER }, "U003", dm)).result.draft).toBeNull();
    const { result } = await house.ask("answers.reply", { thread: "0", text: ANSWER }, "U002", dm);
    const bringing = (await house.trust.list({ statuses: ["approved"], limit: 10 })).find(
      ({ name }) => name === "answers.bring",
    );
    expect(await perform(house, bringing?.id ?? "")).toBe("done");
    expect(house.told.at(-1)).toMatchObject({ channel: "U001" });
    expect(JSON.stringify(house.told.at(-1)?.view)).toContain(ANSWER);

    const again = { question: QUESTION };
    expect((await house.ask("ask", again, "U003", there)).result.answer.sources ?? []).not.toContainEqual(
      expect.objectContaining({ review_by: expect.anything() }),
    );
    const capture = await propose(house, "knowledge.capture", { draft: result.draft }, "U001");
    await expect(agree(house, capture, "U002")).rejects.toThrow("Somebody else has to agree to what you wrote.");
    await agree(house, capture, "U001");
    expect(await perform(house, capture)).toBe("done");
    expect(house.told.at(-1)).toMatchObject({ channel: "U001", key: capture });

    const found = await house.ask("ask", again, "U003", there);
    expect(found.result.answer).toMatchObject({ kind: "answered" });
    expect(JSON.stringify(found.view)).toContain("mast four");
    expect(JSON.stringify(found.view)).toContain("good until 2027-05-19");
    house.pass(181 * DAY_MS);
    expect(JSON.stringify((await house.ask("ask", again, "U003", there)).view)).toContain("overdue");

    const undo = await propose(house, "knowledge.withdraw", { draft: result.draft }, "U001");
    await agree(house, undo, "U001");
    expect(await perform(house, undo)).toBe("done");
    expect(JSON.stringify((await house.ask("ask", again, "U003", there)).view)).not.toContain("mast four");
  });

  const message = { text: ANSWER, by: "U002", ts: "5.2", thread: "5.1", others: ["<@UBOT> how do I moor it?"] };

  it("can be kept out of a thread by the menu of a reply, for those who read the thread", async () => {
    const { house } = await setUp();
    const there = { place: "slack:CPRIVATE" };
    const { result } = await house.ask("answers.save", { message }, "U002", there);
    expect(result).toMatchObject({ author: "Ada Knows", found_by: "those who ask in CPRIVATE" });
    const { id } = await house.trust.require(String(result.approval));
    await expect(agree(house, id, "U002")).rejects.toThrow("Somebody else");
    await agree(house, id, "U003");
    await perform(house, id);
    const shown = async (place: string) =>
      JSON.stringify((await house.ask("ask", { question: QUESTION }, "U003", { place })).view);
    expect(await shown("slack:CPRIVATE")).toContain("mast four");
    expect(await shown("slack:CPUBLIC")).not.toContain("mast four");
  });

  it.each([
    ["an app", { ...message, by: null }, { place: "slack:CPUBLIC" }, "Only what a person wrote"],
    ["the question itself", { ...message, ts: "5.1" }, { place: "slack:CPUBLIC" }, "That is the question"],
    ["a program that says who wrote it", message, { surface: "http" as const }, "in Slack"],
  ])("does not keep what is of %s", async (_whose, said, there, words) => {
    const { house } = await setUp();
    expect(await house.call("answers.save", { message: said }, "U001", there)).toMatchObject({
      status: "refused",
      message: expect.stringContaining(words),
    });
  });

  it("is decided on its card by somebody else where a guest wrote the answer", async () => {
    const { house } = await setUp();
    const said = { ...message, by: "U009" };
    const { result } = await house.ask("answers.save", { message: said }, "U001", { place: "slack:CPUBLIC" });
    const approval = await house.trust.require(String(result.approval));
    expect(approval).toMatchObject({ isTainted: true, risk: "high", mode: "require_approval" });
    await expect(agree(house, approval.id, "U001")).rejects.toThrow("Somebody else");
  });
});
