import { describe, expect, it } from "vitest";
import type { PlanAnswer } from "#domain/plan/answer";
import { composeDraft } from "#domain/plan/compose";
import { type Draft, EMPTY_DRAFT } from "#domain/plan/draft";
import { lint } from "#domain/plan/lint";
import { parseDraft } from "#domain/plan/parse";
import { renderDraft } from "#domain/plan/render";

const ANSWER: PlanAnswer = {
  ...{ title: "T", problem: "P", context: "", goals: [], non_goals: [], users: [], risks: [], open_questions: [] },
  ...{ requirements: [], acceptance: [], rollout: [], epics: [] },
};
const story = (id: string, change = {}) => ({
  ...{ id, title: `Story ${id}`, body: "", acceptance: [], serves: [], estimate: null, after: [], ...change },
});

describe("a model's answer as a draft", () => {
  it.each<[string, Partial<PlanAnswer>, Partial<Draft>]>([
    [
      "numbers what has odd ids",
      { requirements: [{ id: "x", text: "a" }] },
      { requirements: [{ id: "R1", text: "a" }] },
    ],
    ["leaves out what says nothing", { risks: [" ", "[S1]", "Real. [S2, S3]"] }, { risks: ["Real."] }],
    [
      "takes an empty measure for none",
      { goals: [{ text: "g", measure: " " }] },
      { goals: [{ text: "g", measure: null }] },
    ],
    ["keeps text on its line", { users: ["# a\n## b"] }, { users: ["# a ## b"] }],
    ["keeps headings out of prose", { problem: "a\n_To be answered: x_\n## b" }, { problem: "a\n## b" }],
    [
      "drops what refers to nothing",
      { acceptance: [{ id: "A1", text: "a", serves: ["R1", "__proto__"] }] },
      { acceptance: [{ id: "A1", text: "a", serves: [] }] },
    ],
  ])("%s", (_what, answer, expected) => {
    expect(composeDraft({ ...ANSWER, ...answer }, EMPTY_DRAFT)).toMatchObject(expected);
  });

  it("gives two stories of the same id an id each, and lets none wait for itself", () => {
    const epics = [{ title: "", stories: [story("T1", { after: ["T1"] }), story("T1"), story("T3", { title: " " })] }];
    const draft = composeDraft({ ...ANSWER, epics }, EMPTY_DRAFT);
    expect(draft.tickets.epics).toMatchObject([{ title: "Epic 1", stories: [{ id: "T1" }, { id: "T2" }] }]);
    expect(lint(draft).filter(({ level }) => level === "error")).toEqual([]);
  });

  it("keeps the ids of what is revised, and gives those that went to nothing else", () => {
    const base = {
      ...EMPTY_DRAFT,
      requirements: ["R1", "R2", "R5"].map((id) => ({ id, text: id })),
      related: ["PRD 9"],
    };
    const requirements = [
      { id: "R5", text: "five" },
      { id: "R3", text: "new" },
      { id: "R5", text: "twice" },
    ];
    const draft = composeDraft({ ...ANSWER, requirements }, base);
    expect(draft.requirements.map(({ id }) => id)).toEqual(["R5", "R6", "R7"]);
    expect(draft.related).toEqual(["PRD 9"]);
  });

  it("has a limit for everything, and is still read back as it is", () => {
    const long = "word ".repeat(10_000);
    const epics = Array.from({ length: 30 }, (_, epic) => ({
      title: long,
      stories: Array.from({ length: 10 }, (_one, index) => story(`T${epic}-${index}`, { title: long, serves: ["R1"] })),
    }));
    const requirements = Array.from({ length: 500 }, (_, index) => ({ id: `R${index}`, text: long }));
    const draft = composeDraft(
      { ...ANSWER, title: long, problem: long, risks: Array(500).fill(long), requirements, epics },
      EMPTY_DRAFT,
    );
    const text = renderDraft(draft);
    expect(text.length).toBeLessThan(100_000);
    expect(parseDraft(text)).toEqual(draft);
  });
});
