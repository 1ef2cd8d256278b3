import { expect, it } from "vitest";
import { buttonsOf, fillIn, formOf, openPrd, wordsOf } from "./house.ts";

it("asks for a review, is approved by another, and is a draft again when the next version lands", async () => {
  const { ask } = await openPrd();
  const request = buttonsOf((await ask("show", { prd: 1 })).view).find(({ label }) => label === "Request review");
  expect((await ask("review", request?.call.input ?? {})).result).toMatchObject({ state: "in_review", approvals: 0 });
  const form = formOf((await ask("review-form", { prd: 1 })).view);
  const { name, input } = fillIn(form, { verdict: "approve", comment: "Good." });
  const approved = await ask(name, input, "U02");
  expect(approved.result).toMatchObject({ state: "approved", approvals: 1, approvals_needed: 1 });
  expect(approved.view.text).toBe("Approved: version 1 of PRD 1, with 1 of 1 approval.");
  const shown = await ask("show", { prd: 1 });
  expect(shown.result.reviews).toMatchObject([
    { verdict: "requested" },
    { verdict: "approved", by: { name: "Ben" }, comment: "Good." },
  ]);
  await ask("write", { prd: 1, base: "main", section: 2, text: "## Risks\nMany." });
  const later = await ask("show", { prd: 1 });
  expect(later.result).toMatchObject({ state: "draft", stale_review_of: 1, reviews: [] });
  expect(wordsOf(later.view)).toContain("The review was of version 1. Version 2 has landed since");
});

it("reviews the version that was read, and no other", async () => {
  const { ask, call } = await openPrd();
  const { name, input } = fillIn(formOf((await ask("review-form", { prd: 1 })).view), { verdict: "approve" });
  await ask("write", { prd: 1, base: "main", section: 2, text: "## Risks\nMany." });
  expect(await call(name, input, "U02")).toMatchObject({
    status: "refused",
    message: "Version 2 is there now, and you read version 1. Read what changed, and review that.",
  });
});

it("needs as many approvals as are configured, and none where somebody wants changes", async () => {
  const { ask } = await openPrd({ quorum: 2 });
  expect((await ask("review", { prd: 1, verdict: "approve" }, "U02")).result).toMatchObject({ state: "in_review" });
  const changes = { prd: 1, verdict: "changes", comment: "Say who pays." };
  expect((await ask("review", changes, "U03")).result).toMatchObject({ state: "draft", approvals: 1 });
  expect((await ask("review", { prd: 1, verdict: "approve" }, "U03")).result).toMatchObject({ state: "approved" });
});

it.each([
  ["approve", "U01", "your own approval would not count"],
  ["changes", "U02", "Say what should change"],
  ["reject", "U02", "Say what should change"],
  ["approve", "ci", "Only people review a PRD"],
])("refuses %s by %s without what it takes", async (verdict, user, message) => {
  const { call } = await openPrd();
  expect(await call("review", { prd: 1, verdict }, user)).toMatchObject({ message: expect.stringContaining(message) });
});

it("leaves the state alone where a branch is reviewed", async () => {
  const { ask } = await openPrd();
  await ask("branch", { prd: 1, name: "idea" });
  await ask("write", { prd: 1, branch: "idea", base: "idea", section: 2, text: "## Risks\nMany." });
  await ask("review", { prd: 1, branch: "idea", verdict: "approve" }, "U02");
  expect((await ask("show", { prd: 1 })).result.state).toBe("draft");
});

it("keeps comments with the section they are about, as plain text", async () => {
  const { ask, call } = await openPrd();
  await ask("comment", { prd: 1, text: "<!channel> *why?*", section: "goa" }, "U02");
  const { result, view } = await ask("comment", { prd: 1 });
  expect(result.comments).toMatchObject([
    { section: "Goals", by: { name: "Ben" }, text: "<!channel> *why?*", version: 1 },
  ]);
  expect(view.text).toBe("PRD 1, Export: 1 comment.");
  expect(await call("comment", { prd: 1, text: "x", section: "none" })).toMatchObject({
    message: "It has no heading that begins with “none”.",
  });
});
