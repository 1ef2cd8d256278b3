import { expect, it } from "vitest";
import type { Verdict } from "#domain/prd/prd";
import { standingOf } from "#domain/prd/standing";

const said = (by: string, verdict: Verdict) => ({
  ...{ by, verdict, version: "v", branch: "main", comment: null, at: new Date(0) },
});

it.each([
  ["nothing said", [], 1, "draft", 0],
  ["a review asked for", [said("author", "requested")], 1, "in_review", 0],
  ["enough approvals", [said("a", "approved")], 1, "approved", 1],
  ["the author's own", [said("author", "approved")], 1, "in_review", 0],
  ["one of two", [said("a", "approved"), said("a", "approved")], 2, "in_review", 1],
  ["two of two", [said("a", "approved"), said("b", "approved")], 2, "approved", 2],
  ["changes wanted", [said("a", "approved"), said("b", "changes")], 1, "draft", 1],
  ["changes wanted and then not", [said("b", "changes"), said("b", "approved")], 1, "approved", 1],
  ["an approval taken back", [said("a", "approved"), said("a", "rejected")], 1, "draft", 0],
  ["asked for again", [said("a", "changes"), said("author", "requested")], 1, "draft", 0],
])("with %s stands there", (_what, reviews, quorum, state, approvals) => {
  expect(standingOf(reviews, { author: "author", quorum })).toEqual({ state, approvals });
});
