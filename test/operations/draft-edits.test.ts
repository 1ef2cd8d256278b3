import { expect, it } from "vitest";
import { describeEdit } from "#domain/plan/feedback";
import { EDITS_QUEUE, editsLane } from "#operations/draft-edits";
import { NOW } from "../support/kernel.ts";
import { createModelHouse } from "../support/model.ts";
import { openPlanning, scriptPlans } from "../support/planning.ts";

const IDEA = "Customers wait a week for their refund.";

async function openDrafted() {
  const { model } = await createModelHouse({ script: scriptPlans });
  const house = await openPlanning({ model });
  await house.ask("plan", { idea: IDEA });
  await house.drain();
  const { ports } = house;
  const prd = await ports.prds.find(1);
  async function commit(change: (text: string) => string, author: string) {
    const head = await ports.prds.head(prd?.id ?? "");
    const text = change(head?.text ?? "");
    await ports.prds.commit(
      { prd: prd?.id ?? "", branch: "main", expected: head?.id ?? "", text, author, message: "By hand" },
      NOW,
    );
  }
  const look = () =>
    editsLane({ ports, now: () => NOW }).handlers[EDITS_QUEUE]?.({} as never, new AbortController().signal);
  const plans = () => ports.feedback.unedited(new Date(0), 9);
  return { ...house, commit, look, plans };
}

it("keeps what a person made of a model's draft, once, with the prompt that wrote it", async () => {
  const { commit, look, ports, plans } = await openDrafted();
  await look();
  expect(await plans()).toHaveLength(1);
  await commit((text) => text.replace("Partial refunds.", "Partial refunds, for now."), "slack:U0BEN");
  await look();
  await commit((text) => `${text}\nMore.\n`, "slack:U0BEN");
  await look();
  expect(await plans()).toEqual([]);
  expect(await ports.feedback.figures()).toEqual([
    { prompt: "plan@1/base", drafts: 1, up: 0, down: 0, edited: 1, linesChanged: 2 },
  ]);
});

it("takes no revision by a model for a person's edit", async () => {
  const { ask, drain, look, ports } = await openDrafted();
  await ask("plan.revise", { prd: 1, change: "Shorter." });
  await drain();
  await look();
  expect((await ports.feedback.figures()).map(({ edited }) => edited)).toEqual([0, 0]);
});

it("counts each reader's latest word, of those who could read it, by prompt", async () => {
  const { ask, plans } = await openDrafted();
  const [plan] = await plans();
  const input = { plan: plan?.id, rating: "up" };
  const reader = (id: string) => ({ actor: { kind: "person" as const, id } });
  await ask("feedback.rate", { ...input, rating: "down" });
  await ask("feedback.rate", input);
  await ask("feedback.rate", { ...input, rating: "down" }, reader("slack:U0BEN"));
  expect(await ask("feedback.rate", input, { ...reader("slack:U0EVE"), channel: "C0OTHER" })).toMatchObject({
    status: "refused",
  });
  expect(await ask("feedback")).toMatchObject({
    result: { variants: [{ prompt: "plan@1/base", drafts: 1, up: 1, down: 1, edited: 0, lines_changed: 0 }] },
  });
});

it("tells the lines that came and went", () => {
  expect(describeEdit("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual({ added: 2, removed: 1, patch: "-b\n+x\n+d" });
  expect(describeEdit("a\n", "a\r\n")).toEqual({ added: 0, removed: 0, patch: "" });
});
