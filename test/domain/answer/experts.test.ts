import { describe, expect, it } from "vitest";
import { findExperts, type Known, type Near } from "#domain/answer/experts";
import { isFollowUp } from "#domain/answer/follow-up";
import { groupGaps } from "#domain/answer/gaps";
import { DAY_MS } from "#lib/time";

const NOW = new Date("2026-11-20T10:00:00Z");
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

function near(id: number, change: Partial<Near> = {}): Near {
  return {
    id,
    title: `D${id}`,
    author: null,
    updatedAt: NOW,
    owners: [],
    path: `docs/${id}.md`,
    isAnswer: false,
    ...change,
  };
}

function identify(called: string): Known {
  const isTeam = called.includes("/");
  return { key: called.replace("@", ""), name: called.replace("@", ""), slack: null, isTeam };
}

const namesOf = (...documents: Near[]) => findExperts(documents, NOW, identify).map(({ name }) => name);

describe("whom to ask", () => {
  it("prefers who wrote what comes nearest, and what was written lately", () => {
    expect(namesOf(near(1, { author: "ada" }), near(2, { author: "ben" }))).toEqual(["ada", "ben"]);
    expect(namesOf(near(1, { author: "ada", updatedAt: ago(360) }), near(2, { author: "ben" }))).toEqual([
      "ben",
      "ada",
    ]);
    expect(namesOf(near(1, { author: "ada", updatedAt: ago(170) }), near(2, { author: "ben" }))).toEqual([
      "ada",
      "ben",
    ]);
  });

  it("names teams before people, three at most, each once and with the weightiest reason", () => {
    const owned = near(1, { owners: ["@acme/core", "@ada"], author: "ada", updatedAt: ago(180) });
    const found = findExperts(
      [owned, near(2, { author: "ben", isAnswer: true }), near(3, { author: "cleo" })],
      NOW,
      identify,
    );
    expect(found.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      "acme/core owns “docs/1.md”",
      "ada owns “docs/1.md”",
      "ben answered “D2”",
    ]);
  });

  it("leaves out bots, by their name or because they are known for some", () => {
    const documents = [near(1, { author: "renovator[bot]", owners: ["@deploybot"] }), near(2, { author: "ben" })];
    const found = findExperts(documents, NOW, (called) => (called === "@deploybot" ? undefined : identify(called)));
    expect(found.map(({ name }) => name)).toEqual(["ben"]);
  });

  it("counts a document once, however many of its passages are near", () => {
    expect(namesOf(near(1, { author: "ada" }), near(2, { author: "ben" }), near(2, { author: "ben" }))).toEqual([
      "ada",
      "ben",
    ]);
  });
});

it.each([
  ["and on Postgres?", true],
  ["What about the other one?", true],
  ["How long does that take?", true],
  ["Holidays?", true],
  ["How do I restore a backup of the database?", false],
])("takes “%s” for one that follows another: %s", (question, follows) => {
  expect(isFollowUp(question)).toBe(follows);
});

it("groups what was missed by the word that most have in common, with what all of them missed", () => {
  const missed = (asker: string, ...words: string[]) => ({ asker, isOpen: false, missing: words });
  const three = [
    missed("a", "mast", "zeppelin"),
    missed("b", "zeppelin", "mast"),
    missed("c", "zeppelin", "mast", "wind"),
  ];
  expect(groupGaps(three)).toEqual([{ terms: ["mast", "zeppelin"], questions: 3 }]);
  expect(groupGaps(three.slice(1))).toEqual([]);
  expect(groupGaps([missed("a", "x"), missed("a", "x"), missed("a", "x")])).toEqual([]);
  expect(groupGaps([{ ...missed("a"), isOpen: true }])).toEqual([{ terms: [], questions: 1 }]);
});
