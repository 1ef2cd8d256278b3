// The questions of our own, with the documents that answer them; those that nothing answers have none.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const SETS = ["fastify", "undici", "tools"] as const;

const File = z.object({
  /** Below node_modules; the documents are read there. */
  folders: z.array(z.string()),
  questions: z.array(z.object({ short: z.string(), long: z.string(), documents: z.array(z.string()) })),
});

export const FORMS = ["short", "long"] as const;
export type Form = (typeof FORMS)[number];

export interface Question {
  set: string;
  short: string;
  long: string;
  documents: string[];
  /** Bands are calibrated on one half of each set, and all that is reported of them is of the other. */
  half: "calibrating" | "reported";
}

export interface QuestionSets {
  /** The folders of each set. */
  folders: { set: string; folder: string }[];
  questions: Question[];
}

export function readQuestions(): QuestionSets {
  const files = SETS.map((set) => ({
    set,
    ...File.parse(readJson(join(import.meta.dirname, `questions.${set}.json`))),
  }));
  return {
    folders: files.flatMap(({ set, folders }) => folders.map((folder) => ({ set, folder }))),
    questions: files.flatMap(({ set, questions }) =>
      questions.map((question, index) => ({ set, ...question, half: index % 2 === 0 ? "calibrating" : "reported" })),
    ),
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
