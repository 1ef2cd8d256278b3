// What is found of questions that we wrote over the documents of installed packages, and what is refused.
import { join } from "node:path";
import { startPostgres } from "../../test/support/postgres.ts";
import { inScratch } from "../bench/scratch.ts";
import { type Asked, type Asking, askAll, type Scope } from "./ask/ask-all.ts";
import { calibrate, type Judged, measure, type Quality, refuseBelow } from "./ask/quality.ts";
import { FORMS, type Form, readQuestions } from "./ask/questions.ts";
import { proveTrust } from "./ask/trust.ts";
import { atLeast, atMost, type Figure, missing } from "./figure.ts";
import { proveFiles } from "./suite.ts";

const BARS: Record<Form, Pick<Quality, "recallAt5" | "ndcgAt10">> = {
  long: { recallAt5: 0.9, ndcgAt10: 0.69 },
  short: { recallAt5: 0.85, ndcgAt10: 0.66 },
};
const REFUSED_MIN = 0.8;
const FALSELY_REFUSED_MAX = 0.05;
const ENGINES_APART_MAX = 0.02;
const DIGITS = 3;

export async function* prove(isLong: boolean): AsyncGenerator<Figure | string> {
  yield proveFiles(
    "in a browser, with a model and without: ask, follow up, refuse, ask the expert, capture, find; two wishes; stop; talk and comments become proposals",
    ["test/journeys/ask-page.test.ts"],
    { ALL_JOURNEYS: "true" },
  );
  yield* proveTrust(isLong);
  yield* proveAnswers();
}

async function* proveAnswers(): AsyncGenerator<Figure | string> {
  const sets = readQuestions();
  const sqlite = await inScratch((folder) => askAll(join(folder, "ask.db"), sets));
  yield `${sqlite.documents} documents, ${sqlite.chunks} passages, ${sets.questions.length} questions in two forms`;
  yield* describeEngine("SQLite", sqlite);
  const server = await startPostgres().catch(() => undefined);
  if (!server) {
    yield missing("the same on Postgres", "its server could not be started here");
    return;
  }
  try {
    const postgres = await askAll(server.url, sets);
    yield* describeEngine("Postgres", postgres);
    for (const form of FORMS) {
      const apart = Math.abs(qualityOf(sqlite, form).ndcgAt10 - qualityOf(postgres, form).ndcgAt10);
      yield atMost(`nDCG@10 of the engines apart, ${form}`, round(apart), ENGINES_APART_MAX);
    }
  } finally {
    await server.stop();
  }
}

function* describeEngine(engine: string, asking: Asking): Generator<Figure | string> {
  for (const form of FORMS) {
    const quality = qualityOf(asking, form);
    yield atLeast(`${engine}, ${form}: recall@5`, round(quality.recallAt5), BARS[form].recallAt5);
    yield atLeast(`${engine}, ${form}: nDCG@10`, round(quality.ndcgAt10), BARS[form].ndcgAt10);
    yield `${engine}, ${form}: hit@1 ${round(quality.hitAt1)}, ${describeTimes(asking, form)}`;
    const among = qualityOf(asking, form, "all");
    yield `${engine}, ${form}, among all three sets: recall@5 ${round(among.recallAt5)}, nDCG@10 ${round(among.ndcgAt10)}`;
  }
  // A long question has words beside the point, of which coverage says little: those a writer is asked about.
  const { bar, refused, falselyRefused } = refusalsOf(asking, "short");
  yield atLeast(
    `${engine}, short: refused of what cannot be answered, below ${round(bar)}`,
    round(refused),
    REFUSED_MIN,
  );
  yield atMost(`${engine}, short: refused of what can be answered`, round(falselyRefused), FALSELY_REFUSED_MAX);
  const long = refusalsOf(asking, "long");
  yield `${engine}, long: refuses ${round(long.refused)}, and ${round(long.falselyRefused)} falsely, below ${round(long.bar)}`;
}

function qualityOf({ asked }: Asking, form: Form, scope: Scope = "own"): Quality {
  const mine = asked.filter((one) => one.form === form && one.scope === scope);
  const answerable = mine.filter((one) => one.question.documents.length > 0);
  return measure(answerable.map(({ ranking, question: { documents } }) => ({ ranking, right: documents })));
}

/** With the bar that the other half of the questions gives. */
function refusalsOf({ asked }: Asking, form: Form) {
  const own = asked.filter((one) => one.form === form && one.scope === "own");
  const ofHalf = (half: string) => own.filter((one) => one.question.half === half).map(toJudged);
  return refuseBelow(calibrate(ofHalf("calibrating"), FALSELY_REFUSED_MAX), ofHalf("reported"));
}

function toJudged({ findings, question }: Asked): Judged {
  return { confidence: findings.confidence, isAnswerable: question.documents.length > 0 };
}

function describeTimes({ asked }: Asking, form: Form): string {
  const times = asked.filter((one) => one.form === form).map(({ ms }) => ms);
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

function round(value: number): number {
  return Number(value.toFixed(DIGITS));
}
