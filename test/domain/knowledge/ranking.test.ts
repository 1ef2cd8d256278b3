import { describe, expect, it } from "vitest";
import { bandOf, confidenceIn, coverageOf as coverOf, doubtNames, spokenIn } from "#domain/knowledge/coverage";
import { fuse, rewardAgreement } from "#domain/knowledge/ranking";
import { isTooMuchGone } from "#domain/knowledge/source";
import { namesIn, toTerm } from "#domain/knowledge/terms";

const row = (chunk: number, document: number) => ({ chunk, document });
const order = (rows: readonly { chunk: number }[]) => rows.map(({ chunk }) => chunk);

it("several lists become one by rank, and none is left out that only one list has", () => {
  const lexical = [row(1, 1), row(2, 2), row(3, 3)];
  const vectors = [row(3, 3), row(9, 9)];
  const fused = fuse([
    { weight: 1, ranked: lexical },
    { weight: 0.6, ranked: vectors },
  ]);
  expect(order(fused)).toEqual([3, 1, 2, 9]);
  expect(fused[0]?.score).toBeCloseTo(1 / 22 + 0.6 / 20);
  expect(order(fuse([{ weight: 1, ranked: lexical }]))).toEqual([1, 2, 3]);
});

it("a document with several good passages beats one with a lucky one", () => {
  const ranked = [row(1, 1), row(2, 2), row(3, 2), row(4, 2)];
  const rewarded = rewardAgreement(ranked);
  expect(order(rewarded)).toEqual([2, 3, 4, 1]);
  expect(rewarded[0]?.score).toBeCloseTo(1 / 11 + 0.5 * (1 / 12 + 1 / 13));
  expect(order(rewardAgreement([row(1, 1), row(2, 2)]))).toEqual([1, 2]);
});

it("many passages that hardly match do not beat the one that has what was asked for", () => {
  const strong = { ...row(1, 1), strength: 8 };
  const weak = [2, 3, 4, 5].map((chunk) => ({ ...row(chunk, 2), strength: 2 }));
  expect(rewardAgreement([strong, ...weak])[0]?.chunk).toBe(1);
  const close = weak.map((one) => ({ ...one, strength: 7 }));
  expect(rewardAgreement([strong, ...close])[0]?.document).toBe(2);
});

describe("coverage", () => {
  const frequencies = {
    chunks: 100,
    passagesWith: new Map([
      ["timeout", 2],
      ["server", 60],
    ]),
  };
  const terms = ["timeouts", "server"].map(toTerm);
  const coverageOf = (of: typeof terms, passage: string, known: typeof frequencies) =>
    coverOf(of, spokenIn(of, passage), known);

  it("is the share of what was asked for, by how telling it is", () => {
    expect(coverageOf(terms, "Server timeout", frequencies)).toBe(1);
    expect(coverageOf(terms, "The server", frequencies)).toBeLessThan(coverageOf(terms, "A timeout", frequencies));
    expect(coverageOf(terms, "nothing", frequencies)).toBe(0);
    expect(coverageOf([], "nothing", frequencies)).toBe(0);
  });

  it("counts a word that nobody knows in full", () => {
    expect(coverageOf([...terms, toTerm("teapot")], "Server timeout", frequencies)).toBeLessThan(0.6);
  });

  it("halves what one may be sure of for each name that is missing, and for no other word", () => {
    const names = namesIn("Can the server talk GraphQL to Kafka over http2?");
    expect([...names].sort()).toEqual(
      [...["GraphQL", "Kafka", "http2"].map((word) => toTerm(word.toLowerCase()).stem)].sort(),
    );
    expect(doubtNames(0.8, ["kafka", "graphql", "talk"].map(toTerm), names)).toBeCloseTo(0.2);
    expect(doubtNames(0.8, [toTerm("talk")], names)).toBe(0.8);
    expect(namesIn("WHERE IS KAFKA?").size + namesIn("Where is it? There it is.").size).toBe(0);
  });

  it("makes one more sure when several passages agree, and when one document says it all", () => {
    const say = (document: number, passage: string) => ({ document, spoken: spokenIn(terms, passage) });
    const confidence = (...found: ReturnType<typeof say>[]) => confidenceIn(found, terms, frequencies);
    expect(confidence()).toBe(0);
    expect(confidence(say(1, "server timeout"))).toBe(1);
    const lucky = confidence(say(1, "timeout"), say(2, "a"), say(3, "b"));
    expect(confidence(say(1, "timeout"), say(2, "timeout"), say(3, "timeout"))).toBeGreaterThan(lucky);
    expect(confidence(say(1, "timeout"), say(1, "server"))).toBeGreaterThan(
      confidence(say(1, "timeout"), say(2, "server")),
    );
  });

  it.each([
    [0.5, 4, "answer"],
    [0.45, 12, "answer"],
    [0.9, 13, "doubt"],
    [0.3, 4, "doubt"],
    [0.2, 4, "refuse"],
    [0.2, 40, "refuse"],
  ])("of %d with %d terms means: %s", (confidence, count, band) => {
    expect(bandOf(confidence, count, { answer: 0.45, doubt: 0.25 })).toBe(band);
  });
});

it("a fifth of a source may go, or ten of its documents, and not more", () => {
  expect([isTooMuchGone(10, 10), isTooMuchGone(11, 55), isTooMuchGone(11, 54), isTooMuchGone(0, 0)]).toEqual([
    ...[false, false, true, false],
  ]);
});
