import type { Usage } from "./chat.ts";

/** In US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

export type Prices = ReadonlyMap<string, Price>;

const MILLION = 1_000_000;
/** "gpt-4o-2024-08-06" costs what "gpt-4o" costs. */
const DATED = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/;

/** List prices of widely used models. They change: what the configuration says goes before. */
const LISTED: Record<string, Price> = {
  "gpt-4o": { input: 2.5, output: 10 },
  "gpt-4o-mini": { input: 0.15, output: 0.6 },
  "gpt-4.1": { input: 2, output: 8 },
  "gpt-4.1-mini": { input: 0.4, output: 1.6 },
  "gpt-4.1-nano": { input: 0.1, output: 0.4 },
  "gpt-5": { input: 1.25, output: 10 },
  "gpt-5-mini": { input: 0.25, output: 2 },
  "gpt-5-nano": { input: 0.05, output: 0.4 },
  "claude-sonnet-4-5": { input: 3, output: 15 },
  "claude-haiku-4-5": { input: 1, output: 5 },
  "gemini-2.5-pro": { input: 1.25, output: 10 },
  "gemini-2.5-flash": { input: 0.3, output: 2.5 },
};

const LISTED_PRICES: Prices = new Map(Object.entries(LISTED));

/** What a model costs; null where nobody said, which is not the same as nothing. */
export function priceOf(model: string, own: Prices): Price | null {
  const plain = model.replace(DATED, "");
  return own.get(model) ?? own.get(plain) ?? LISTED_PRICES.get(model) ?? LISTED_PRICES.get(plain) ?? null;
}

/** In US dollars. */
export function costOf({ input, output }: Price, { tokensIn, tokensOut }: Usage): number {
  return (tokensIn * input + tokensOut * output) / MILLION;
}
