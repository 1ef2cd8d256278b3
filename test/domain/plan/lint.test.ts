import { describe, expect, it } from "vitest";
import { type Draft, EMPTY_DRAFT } from "#domain/plan/draft";
import { lint } from "#domain/plan/lint";
import { SECTIONS } from "#domain/plan/sections";
import { toSkeleton } from "#domain/plan/skeleton";

const story = { title: "Build", body: "", acceptance: ["It works."], serves: ["R1"], estimate: null, after: [] };
const WHOLE: Draft = {
  ...EMPTY_DRAFT,
  ...{
    title: "Refunds",
    problem: "They wait.",
    context: "By hand.",
    nonGoals: ["Partial ones."],
    users: ["Customers."],
  },
  goals: [{ text: "Quick.", measure: "A day." }],
  requirements: [{ id: "R1", text: "Begin." }],
  acceptance: [{ id: "A1", text: "It begins.", serves: ["R1"] }],
  ...{
    risks: ["Fraud."],
    rollout: ["Slowly."],
    tickets: { epics: [{ title: "All", stories: [{ ...story, id: "T1" }] }] },
  },
};
const withStories = (...stories: Partial<typeof story>[]) => ({
  tickets: {
    epics: [{ title: "All", stories: stories.map((one, index) => ({ ...story, ...one, id: `T${index + 1}` })) }],
  },
});

describe("lint", () => {
  it("finds nothing in a whole document", () => {
    expect(lint(WHOLE)).toEqual([]);
  });

  it.each<[string, Partial<Draft>, string, RegExp]>([
    ["no name", { title: "Untitled" }, "Title", /called/],
    ["an empty section", { risks: [] }, "Risks", /go wrong/],
    ["a goal without a measure", { goals: [{ text: "Quick.", measure: null }] }, "Goals", /figure.*Quick/],
    ["a requirement that nothing proves", { acceptance: [] }, "Requirements", /R1 is met/],
    [
      "an id that is given twice",
      { requirements: [...WHOLE.requirements, { id: "R1", text: "x" }] },
      "Requirements",
      /twice/,
    ],
    [
      "a criterion for nothing",
      { acceptance: [{ id: "A1", text: "x", serves: ["R1", "R9"] }] },
      "Acceptance criteria",
      /R9/,
    ],
    ["a story for nothing", withStories({ serves: ["R1", "A7"] }), "Ticket plan", /T1 refers to A7/],
    ["a story after nothing", withStories({ after: ["T8"] as never[] }), "Ticket plan", /T1 refers to T8/],
    ["a story without an end", withStories({ acceptance: [] }), "Ticket plan", /T1 done/],
    [
      "stories that wait for each other",
      withStories({ after: ["T2"] as never[] }, { after: ["T1"] as never[] }),
      "Ticket plan",
      /waits for itself/,
    ],
    ["a requirement without a story", withStories({ serves: [] }), "Ticket plan", /story is for R1/],
  ])("finds %s", (_what, change, section, message) => {
    expect(lint({ ...WHOLE, ...change })).toContainEqual(
      expect.objectContaining({ section, message: expect.stringMatching(message) }),
    );
  });

  it("takes a story for a criterion as one for its requirement", () => {
    expect(lint({ ...WHOLE, ...withStories({ serves: ["A1"] }) })).toEqual([]);
  });

  it("asks for everything that a skeleton does not say, and contradicts nothing", () => {
    const idea = {
      title: "",
      idea: "Quick refunds.",
      context: "",
      constraints: "",
      template: "standard" as const,
      brought: [],
    };
    const findings = lint(toSkeleton(idea, []));
    expect(findings.every(({ level }) => level === "question")).toBe(true);
    const asked = new Set(findings.map(({ section }) => section));
    const silent = SECTIONS.map(({ heading }) => heading).filter((heading) => !asked.has(heading));
    expect(silent).toEqual(["Problem", "Open questions", "Related work"]);
  });
});
