import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { readCommand } from "#surfaces/slack/request";

it.each([
  ["", "prd.list", {}],
  ["list approved ACME", "prd.list", { state: "approved", project: "ACME" }],
  ["show 3", "prd.show", { prd: 3 }],
  ["show 3 idea", "prd.show", { prd: 3, branch: "idea" }],
  ["diff 3 v1 v2", "prd.diff", { prd: 3, from: "v1", to: "v2" }],
  ["diff 3 1 2", "prd.diff", { prd: 3, from: "1", to: "2" }],
  ["branch 3 idea v2", "prd.branch", { prd: 3, name: "idea", from: "v2" }],
  ["merge 3 idea both", "prd.merge", { prd: 3, from: "idea", take: "both" }],
  ["merge 3 idea other", "prd.merge", { prd: 3, from: "idea", into: "other" }],
  ["restore 3 v1", "prd.restore", { prd: 3, version: "v1" }],
  ["review 3", "prd.review", { prd: 3 }],
  ["review 3 approve looks good to me", "prd.review", { prd: 3, verdict: "approve", comment: "looks good to me" }],
  ["comment 3 section:Goals who pays for it", "prd.comment", { prd: 3, section: "Goals", text: "who pays for it" }],
  ["blame 3 section:Goals", "prd.blame", { prd: 3, section: "Goals" }],
  ["changelog 3 v1", "prd.changelog", { prd: 3, from: "v1" }],
  ["archive 3 undo", "prd.archive", { prd: 3, undo: true }],
  ["export 3", "prd.export", { prd: 3 }],
  ["schedule 3 friday 14:00 with @ben", "prd.schedule", { prd: 3, when: "friday 14:00 with @ben" }],
  ["schedule 3 with:@ben minutes:45", "prd.schedule", { prd: 3, with: "@ben", minutes: 45 }],
])("reads “/prd %s” as %s", (typed, name, input) => {
  expect(readCommand(catalogue, "/prd", typed)).toMatchObject({ call: { name, input } });
});

it("says what is wrong with “/prd 3”, which names nothing to be done", () => {
  expect(readCommand(catalogue, "/prd", "3")).toMatchObject({ answer: { text: expect.stringContaining("3") } });
});
