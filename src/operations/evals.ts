import { readFile } from "node:fs/promises";
import { z } from "zod";
import { EvalCase, meanOf, type Scores, totalOf } from "#domain/plan/score";
import type { Operation } from "#kernel/operation";
import { UserError } from "#lib/errors";
import { plan } from "#prompts/plan-v1";
import { evaluate } from "./eval-run.ts";

const CASES = new URL("../prompts/cases/plan.json", import.meta.url);
const VARIANTS_MAX = 10;
const PERCENT = 100;

interface Report {
  prompt: string;
  variants: {
    variant: string;
    total: number;
    scores: Scores;
    tokens: number;
    cases: { name: string; total: number }[];
  }[];
}

/** `adjutant evals run`: how good the prompts are on the committed cases, with a model that says what is written there. */
export function runEvals(): Operation {
  return {
    name: "evals run",
    usage: "adjutant evals run [--variant base --variant lean] [--json]",
    summary: "Score the prompts on the committed cases with a scripted model, offline, and compare their variants.",
    async run({ fields, json, terminal }) {
      const report = await evaluateAll(readVariants(fields["variant"]));
      if (json) terminal.print(JSON.stringify(report));
      else for (const line of describe(report)) terminal.print(line);
      return true;
    },
  };
}

function readVariants(named: readonly string[] | undefined): string[] {
  const known = Object.keys(plan.variants);
  const variants = [...new Set(named ?? known)].slice(0, VARIANTS_MAX);
  const unknown = variants.find((variant) => !known.includes(variant));
  if (unknown !== undefined) throw new UserError(`There is no variant “${unknown}”. There are ${known.join(", ")}.`);
  return variants;
}

async function evaluateAll(variants: readonly string[]): Promise<Report> {
  const cases = z.array(EvalCase).parse(JSON.parse(await readFile(CASES, "utf8")));
  const judged: Report["variants"] = [];
  for (const variant of variants) {
    const results = [];
    for (const one of cases) results.push({ name: one.name, ...(await evaluate(one, variant)) });
    const scores = meanOf(results.map((result) => result.scores));
    const tokens = results.reduce((sum, result) => sum + result.tokens, 0);
    const shown = results.map(({ name, scores: own }) => ({ name, total: toPercent(totalOf(own)) }));
    judged.push({ variant, total: toPercent(totalOf(scores)), scores, tokens, cases: shown });
  }
  return { prompt: `${plan.name}@${plan.version}`, variants: judged };
}

function describe({ prompt, variants }: Report): string[] {
  const names = variants[0]?.cases.map(({ name }) => name) ?? [];
  const width = Math.max(...names.map((name) => name.length), 10);
  const row = (name: string, cells: (string | number)[]) =>
    `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(8)).join(" ")}`;
  const parts = Object.keys(variants[0]?.scores ?? {}) as (keyof Scores)[];
  return [
    `${prompt}, of 100, with a scripted model:`,
    row(
      "",
      variants.map(({ variant }) => variant),
    ),
    ...names.map((name, index) =>
      row(
        name,
        variants.map(({ cases }) => cases[index]?.total ?? 0),
      ),
    ),
    ...parts.map((part) =>
      row(
        part,
        variants.map(({ scores }) => toPercent(scores[part])),
      ),
    ),
    row(
      "tokens",
      variants.map(({ tokens }) => tokens),
    ),
    row(
      "total",
      variants.map(({ total }) => total),
    ),
    ...compare(variants),
  ];
}

/** The better of two, and by how much. */
function compare(variants: Report["variants"]): string[] {
  const [best, second] = variants.toSorted((a, b) => b.total - a.total);
  if (!best || !second) return [];
  const by = best.total - second.total;
  return [by === 0 ? "They are as good as each other." : `${best.variant} is better by ${by}.`];
}

function toPercent(share: number): number {
  return Math.round(share * PERCENT);
}
