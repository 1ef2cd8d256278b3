import { describe, expect, it } from "vitest";
import { isHidden, placesOf } from "#domain/trust/sight";

const proposal = (place: string | undefined, target = "github:acme/api#7") => ({
  ...{ requester: "slack:U1", target },
  origin: { surface: "slack" as const, ...(place !== undefined && { place }) },
});

describe("the places of a proposal", () => {
  it.each([
    [proposal("slack:C1"), undefined, ["C1"]],
    [proposal("slack:C1"), "C9", ["C9"]],
    [proposal("slack:D1", "slack:C2"), "C9", ["C9", "C2"]],
    [proposal("slack:C2", "slack:C2:1700000000.1"), undefined, ["C2"]],
    [proposal(undefined), undefined, []],
  ])("are where its card stands and what it touches: %o with the channel %o", (one, channel, places) => {
    expect(placesOf(one, channel)).toEqual(places);
  });
});

describe("a proposal", () => {
  const stranger = { id: "slack:U2", isEntitled: false, here: "C5" };
  const at = (kind: "dm" | "private" | "public" | "external") => [{ id: "C1", kind }];

  it.each([
    ["in a public channel", at("public"), stranger, false],
    ["in a private channel", at("private"), stranger, true],
    ["in a conversation of two", at("dm"), stranger, true],
    ["where nothing is known of the place", at("external"), stranger, true],
    ["that leads from a public place to a private one", [...at("public"), ...at("private")], stranger, true],
    ["in no place at all", [], stranger, false],
    ["in a private channel, looked at there", at("private"), { ...stranger, here: "C1" }, false],
    ["in a private channel, by whoever asked for it", at("private"), { ...stranger, id: "slack:U1" }, false],
    ["in a private channel, by whoever may decide", at("private"), { ...stranger, isEntitled: true }, false],
  ])("%s: %o for %o is hidden: %o", (_where, places, viewer, expected) => {
    expect(isHidden(proposal("slack:C1"), places, viewer)).toBe(expected);
  });
});
