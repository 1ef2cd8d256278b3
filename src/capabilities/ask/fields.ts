import { z } from "zod";

const Source = z.object({
  /** By which it is cited, from 1. */
  number: z.number(),
  title: z.string(),
  heading: z.string(),
  url: z.string().nullable(),
  path: z.string().nullable(),
  trust: z.enum(["member", "anyone"]),
  synced_at: z.string(),
  /** Until when it counts; null where nobody has said so. Past it, somebody should look at it again. */
  review_by: z.string().nullable(),
  is_overdue: z.boolean(),
});
export type Source = z.output<typeof Source>;

const Piece = z.object({ text: z.string(), is_code: z.boolean() });

/** What stands on its own, with the numbers of the sources that it rests on. */
const Sentence = z.object({ pieces: z.array(Piece), rests_on: z.array(z.number()).min(1) });
export type Sentence = z.output<typeof Sentence>;

const Answered = z.object({
  kind: z.literal("answered"),
  /** Written by a model and proved sentence by sentence, or quoted. */
  mode: z.enum(["model", "extractive"]),
  sentences: z.array(Sentence).min(1),
  sources: z.array(Source).min(1),
  model: z.string().nullable(),
  trace_id: z.string().nullable(),
});

const Unanswered = z.object({
  kind: z.literal("unanswered"),
  reason: z.enum(["not-covered", "not-verified", "nothing-indexed"]),
  /** Who may know, as plain names: nobody is notified, but with a button. */
  experts: z.array(z.object({ name: z.string(), reason: z.string(), slack: z.string().nullable() })),
});

/** Where an answer that only whoever asked can see may be shown to everybody. */
const Share = z.object({
  channel: z.string(),
  /** Whether it rests on what not everybody there may read, so that it would be another one. */
  is_narrower: z.boolean(),
});

export const Answer = z.object({
  /** Of the question as it is kept; null where it could not be. */
  id: z.string().nullable(),
  question: z.string(),
  /** The question before it that was taken along. */
  follows: z.string().nullable(),
  answer: z.discriminatedUnion("kind", [Answered, Unanswered]),
  share: Share.nullable(),
  /** Whether whoever asked may read more about it than everybody here; only they are told. */
  has_more: z.boolean(),
  /** From 0 to 1. */
  confidence: z.number(),
  corrected: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type Answer = z.output<typeof Answer>;
export type Given = Answer["answer"];
export type Answered = Extract<Given, { kind: "answered" }>;
