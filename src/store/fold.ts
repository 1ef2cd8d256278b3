import { z } from "zod";
import { NormalisedEvent } from "#domain/events";
import { type Contribution, factTableNames } from "#domain/fact-tables";
import { addTo, contributionsOf, type Facts } from "#domain/fold";
import type { Db } from "./db.ts";
import { writeFacts } from "./fact-rows.ts";
import { takeFoldTurn } from "./fold-turn.ts";
import { deriveDelivery } from "./shipments/derive.ts";
import { noteSources } from "./sources.ts";

const ERROR_LENGTH_MAX = 500;

export interface Foldable {
  source: string;
  occurredAt: Date;
  receivedAt: Date;
  normalised: NormalisedEvent | null;
}

/** What an event says, or why nobody can tell. */
export type Understood = { contributions: Contribution[] } | { error: string };

export function understand(normalised: NormalisedEvent | null): Understood {
  try {
    return { contributions: normalised ? contributionsOf(normalised) : [] };
  } catch (error) {
    // One event that cannot be folded must not hold up the others: it goes to the dead letters with this.
    return { error: String(error).slice(0, ERROR_LENGTH_MAX) };
  }
}

/** The same of what was stored, perhaps by another release: it is read as strictly as if a stranger had written it. */
export function understandStored(normalised: unknown): Understood {
  const parsed = NormalisedEvent.safeParse(normalised);
  if (parsed.success) return understand(parsed.data);
  return { error: z.prettifyError(parsed.error).slice(0, ERROR_LENGTH_MAX) };
}

/** Folds what events say into facts, all of it in the caller's transaction. */
export async function foldEvents(
  tx: Db,
  events: readonly Foldable[],
  contributions: Iterable<Contribution>,
): Promise<void> {
  await takeFoldTurn(tx);
  const facts: Facts = new Map();
  for (const contribution of contributions) addTo(facts, contribution);
  for (const name of factTableNames) {
    const rows = facts.get(name);
    if (rows) await writeFacts(tx, name, rows);
  }
  await deriveDelivery(tx, facts);
  await noteSources(tx, events);
}
