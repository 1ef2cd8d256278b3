import type { Completion } from "./request.ts";

const TITLE_WORDS_MAX = 8;
const REQUIREMENTS_MAX = 6;
/** What stands between a marker, with the line that follows it, and the next marker. */
const SOURCE = /⟦source [^⟧]*⟧[^\n]*\n([^⟦]*)/g;

/**
 * Writes plans as a careful beginner would: each sentence of the idea becomes a requirement, with a criterion and a story of
 * its own, and nothing is made up. It is what the demo's model says when it is asked for a plan.
 */
export function planAsTold({ response_format: format, messages }: Completion): string | undefined {
  const said = messages.findLast(({ role }) => role === "user")?.content ?? "";
  const sources = [...said.matchAll(SOURCE)].map(([, text = ""]) => text);
  switch (format?.json_schema?.name) {
    case "plan":
      return JSON.stringify(planFrom(sources[0] ?? ""));
    case "plan-revise":
      return JSON.stringify(revised(sources));
    case "critic":
      return JSON.stringify({ questions: questionsOf(said) });
    case "assistant":
      return JSON.stringify({ steps: stepsFor(sources[0] ?? "") });
    case "answer":
      return JSON.stringify(answerFrom(sources));
    case "weekly":
      return JSON.stringify({ sentences: weekFrom(sources[0] ?? "") });
    default:
      return undefined;
  }
}

/** What a beginner makes of a wish: the words that people use for what there is, and a comment where one is dictated. */
function stepsFor(request: string) {
  const steps = TOPICS.filter(({ words }) => words.test(request)).map(({ name }) => ({ name, input: "{}" }));
  const [, pull, body] = /\b(?:comment|write) on (\S+#\d+) that (.+)$/is.exec(request) ?? [];
  return pull && body ? [...steps, { name: "pr.comment", input: JSON.stringify({ pull, body }) }] : steps;
}

/** Says again the sentence of the passages that has most of the question's words, and whence it has it. */
function answerFrom([question = "", ...passages]: readonly string[]) {
  const asked = new Set(wordsOf(question));
  const ranked = passages
    .flatMap((passage, index) => sentencesOf(passage).map((text) => ({ text, id: `S${index + 2}` })))
    .map((one) => ({ ...one, score: wordsOf(one.text).filter((word) => asked.has(word)).length }))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  if (!best || best.score < 2) return { answerable: false, sentences: [] };
  return { answerable: true, sentences: [{ text: best.text, proofs: [{ source: best.id, quote: best.text }] }] };
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return words.filter((word) => !COMMON.has(word));
}

const COMMON = new Set(
  "and are can does for from has have how not that the this was what when where which who why with".split(" "),
);

const TOPICS = [
  { name: "standup", words: /\b(doing|going|progress|yesterday)\b/i },
  { name: "triage", words: /\b(worry|worried|slow|waiting|urgent)\b/i },
];

/** The first thing that shipped, and how much of it there was, in the words of the source. */
function weekFrom(facts: string): string {
  const [, merged] = /merged\D{0,20}?(\d+)|(\d+) merged/i.exec(facts) ?? [];
  const number = merged ?? /(\d+) merged/i.exec(facts)?.[1];
  return number === undefined ? "It was a quiet week." : `${number} changes were merged this week.`;
}

function planFrom(idea: string) {
  const [first = "", ...others] = sentencesOf(idea);
  const title = first
    .split(/\s+/)
    .slice(0, TITLE_WORDS_MAX)
    .join(" ")
    .replace(/[.!?]$/, "");
  return toPlan({
    title,
    problem: first,
    requirements: (others.length > 0 ? others : [first]).slice(0, REQUIREMENTS_MAX),
  });
}

/** The document as it stands, with what is asked for as one requirement more. */
function revised([document = "", change = ""]: readonly string[]) {
  const [, title = "Plan"] = /^#\s+(.+)$/m.exec(document) ?? [];
  const [, problem = ""] = /^## Problem\s+([^#]+)/m.exec(document) ?? [];
  const requirements = [...document.matchAll(/^- R\d+: (.+)$/gm)].map(([, text = ""]) => text);
  return toPlan({
    title,
    problem: problem.trim(),
    requirements: [...requirements, ...sentencesOf(change).slice(0, 1)],
  });
}

interface Outline {
  title: string;
  problem: string;
  requirements: readonly string[];
}

function toPlan({ title, problem, requirements }: Outline) {
  return {
    ...{ title, problem, context: "", goals: [{ text: problem, measure: null }], non_goals: [], users: [] },
    requirements: requirements.map((text, index) => ({ id: `R${index + 1}`, text })),
    acceptance: requirements.map((text, index) => ({
      ...{ id: `A${index + 1}`, text: `It can be shown: ${text}`, serves: [`R${index + 1}`] },
    })),
    ...{ risks: [], open_questions: ["By which figure will it be seen that this worked?"], rollout: [] },
    epics: [{ title, stories: requirements.map((text, index) => storyOf(text, index)) }],
  };
}

function storyOf(text: string, index: number) {
  return {
    ...{ id: `T${index + 1}`, title: text.replace(/[.!?]$/, ""), body: "", estimate: "M" },
    ...{ acceptance: [`It can be shown: ${text}`], serves: [`R${index + 1}`, `A${index + 1}`] },
    after: index === 0 ? [] : [`T${index}`],
  };
}

/** What says "somehow" cannot be built. */
function questionsOf(text: string) {
  if (!/\bsomehow\b/i.test(text)) return [];
  return [{ question: "How exactly is it to be done?", why: "It says “somehow”, which can be built in many ways." }];
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[\s#>*-]+/, "").trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}
