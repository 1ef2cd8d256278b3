import { z } from "zod";

const Text = z.string();
const Texts = z.array(z.string());

/** What a model answers with when it is asked for a PRD. Its ids name things among each other alone; ours are given later. */
export const PlanAnswer = z.strictObject({
  title: Text.describe("Eight words at most."),
  problem: Text.describe("Who has which problem, and what it costs them."),
  context: Text,
  goals: z.array(
    z.strictObject({ text: Text, measure: Text.nullable().describe("The figure by which it is seen, or null.") }),
  ),
  non_goals: Texts,
  users: Texts,
  requirements: z.array(z.strictObject({ id: Text.describe("R1, R2 …"), text: Text })),
  acceptance: z.array(
    z.strictObject({ id: Text.describe("A1, A2 …"), text: Text, serves: Texts.describe("Ids of requirements.") }),
  ),
  risks: Texts,
  open_questions: Texts,
  rollout: Texts,
  epics: z.array(
    z.strictObject({
      title: Text,
      stories: z.array(
        z.strictObject({
          id: Text.describe("T1, T2 …"),
          title: Text,
          body: Text,
          acceptance: Texts,
          serves: Texts.describe("Ids of requirements and acceptance criteria."),
          estimate: Text.nullable().describe("S, M or L, or null."),
          after: Texts.describe("Ids of stories that come before it."),
        }),
      ),
    }),
  ),
});
export type PlanAnswer = z.output<typeof PlanAnswer>;

/** What stops the work until somebody answers it. */
export const CriticAnswer = z.strictObject({
  questions: z.array(
    z.strictObject({ question: z.string(), why: z.string().describe("What cannot be decided without it.") }),
  ),
});
export type CriticAnswer = z.output<typeof CriticAnswer>;
