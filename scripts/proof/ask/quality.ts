// How good a ranking of documents is, and how well a confidence tells what can be answered.

const RECALL_AT = 5;
const NDCG_AT = 10;

export interface Quality {
  recallAt5: number;
  ndcgAt10: number;
  hitAt1: number;
}

/** One question: the documents in the order in which they were found, and those that answer it. */
export interface Answered {
  ranking: readonly string[];
  right: readonly string[];
}

export function measure(answered: readonly Answered[]): Quality {
  return {
    recallAt5: mean(answered.map((one) => Number(hits(one, RECALL_AT)))),
    ndcgAt10: mean(answered.map(ndcg)),
    hitAt1: mean(answered.map((one) => Number(hits(one, 1)))),
  };
}

function hits({ ranking, right }: Answered, at: number): boolean {
  return ranking.slice(0, at).some((document) => right.includes(document));
}

/** Of equal worth are all that are right: Σ 1/log2(rank + 1) of those found, against that of the best order. */
function ndcg({ ranking, right }: Answered): number {
  const gains = ranking.slice(0, NDCG_AT).map((document, index) => (right.includes(document) ? discount(index) : 0));
  const best = right.slice(0, NDCG_AT).map((_document, index) => discount(index));
  return sum(gains) / sum(best);
}

function discount(index: number): number {
  return 1 / Math.log2(index + 2);
}

export interface Judged {
  confidence: number;
  isAnswerable: boolean;
}

export interface Refusals {
  bar: number;
  /** The shares of what cannot be answered, and of what can, that is refused. */
  refused: number;
  falselyRefused: number;
}

/** The highest bar under which no more than this share of what can be answered falls. */
export function calibrate(judged: readonly Judged[], falseMax: number): number {
  const answerable = judged.filter(({ isAnswerable }) => isAnswerable).map(({ confidence }) => confidence);
  const sorted = answerable.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * falseMax)] ?? 0;
}

export function refuseBelow(bar: number, judged: readonly Judged[]): Refusals {
  const share = (wanted: boolean) =>
    mean(
      judged.filter(({ isAnswerable }) => isAnswerable === wanted).map(({ confidence }) => Number(confidence < bar)),
    );
  return { bar, refused: share(false), falselyRefused: share(true) };
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
