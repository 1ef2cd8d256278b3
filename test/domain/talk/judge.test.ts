import fc from "fast-check";
import { expect, it } from "vitest";
import { courseOf } from "#domain/talk/decision";
import { judgeTalk, mayMatter, ticketsIn } from "#domain/talk/judge";

const read = (text: string, isInThread = false) =>
  judgeTalk({ text, named: ticketsIn(text, ["API", "WEB"]).length, isInThread });

it.each([
  ["API-12 is fixed, deployed", "close", 0.95],
  ["API-12 is done", "close", 0.9],
  ["api-12: shipped it this morning", "close", 0.9],
  ["https://jira.example/browse/API-12 is resolved", "close", 0.9],
  ["I am working on API-12", "start", 0.9],
  ["picking up WEB-3 now", "start", 0.9],
  ["API-12 and WEB-3 are done", "close", 0.45],
  ["is API-12 fixed?", "close", 0.27],
  ["API-12 is not fixed", "close", 0.27],
  ["API-12 isn't done", "close", 0.27],
  ["API-12 will be done tomorrow", "close", 0.27],
  ["once API-12 is deployed we celebrate", "close", 0.27],
  ["API-12 was fixed, but it is broken again", "close", 0.27],
  ["what about API-12", "none", 0],
  ["fixed, deployed", "none", 0],
  ["UTF-8 is fixed", "none", 0],
  ["", "none", 0],
] as const)("takes “%s” for %s, with a confidence of %d", (text, kind, confidence) => {
  expect(read(text)).toMatchObject({ kind, confidence });
});

it("knows from the thread which ticket is meant, and is a little less sure then", () => {
  expect(read("fixed, deployed", true)).toMatchObject({ kind: "close", confidence: 0.86 });
  expect(read("a long story about what was done. ".repeat(12), true).confidence).toBeLessThan(0.6);
});

it.each([
  ["please create a ticket for the broken login.", "The broken login"],
  ["can somebody open an issue: Logs are empty\nmore words", "Logs are empty"],
  ["we need a ticket about slow search", "Slow search"],
])("hears in “%s” that a ticket is wanted", (text, title) => {
  expect(read(text)).toMatchObject({ kind: "create", confidence: 0.9, title });
});

it("lets through what may matter, and nothing that people only say to each other", () => {
  expect(["see API-12", "make a ticket for that thing"].every(mayMatter)).toBe(true);
  expect(
    ["good morning", "fixed, deployed", "lunch at 12?", "covid-19"].some(
      (text) => mayMatter(text) && text !== "covid-19",
    ),
  ).toBe(false);
});

it("proposes from the threshold on, asks a little below it, and is quiet otherwise", () => {
  const listening = { channels: [], threshold: 0.8, projects: new Map([["API", { threshold: 0.95 }]]) };
  const courses = (project: string) => [0.95, 0.9, 0.8, 0.7, 0.5, 0].map((sure) => courseOf(sure, project, listening));
  expect(courses("WEB")).toEqual(["proposed", "proposed", "proposed", "asked", "quiet", "quiet"]);
  expect(courses("API")).toEqual(["proposed", "asked", "asked", "asked", "quiet", "quiet"]);
});

it("is never surer than it can be, whatever anybody says", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.nat(3), fc.boolean(), (text, named, isInThread) => {
      const { kind, confidence } = judgeTalk({ text, named, isInThread });
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(0.95);
      if (kind === "none") expect(confidence).toBe(0);
    }),
  );
});
