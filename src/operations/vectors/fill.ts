import type { Log } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Embedder } from "#kernel/ports/embeddings";
import type { Lane } from "#kernel/worker";
import { sha256 } from "#lib/hash";
import { createScrubber, type PiiLevel } from "#lib/pii";
import type { Bare, Vectors } from "#store/knowledge/vectors";

export const EMBED_QUEUE = "embed";
const AT_ONCE = 64;
const TIMEOUT_MS = 60_000;
/** What a model reads of a text at most; few passages are as long. */
const TEXT_MAX = 8_000;

export interface Filling {
  vectors: Vectors;
  embedder: Embedder;
  /** What is taken out of texts before they leave. */
  piiLevel(): PiiLevel;
  log: Pick<Log, "warn">;
  now(): Date;
}

/** Makes the vectors that are missing, whenever the clock says so; it goes on where it was stopped. */
export function embedLane(filling: Filling): Lane {
  return { concurrency: 1, handlers: { [EMBED_QUEUE]: (_job, signal) => fill(filling, signal) } };
}

/** Every passage without a vector gets one. Once none is left, those of another model are forgotten. */
export async function fill(filling: Filling, signal: AbortSignal): Promise<void> {
  const { vectors, now } = filling;
  try {
    let after = 0;
    for (let bare = await vectors.bare(0, AT_ONCE); bare.length > 0; bare = await vectors.bare(after, AT_ONCE)) {
      signal.throwIfAborted();
      await embed(filling, bare, signal);
      after = Math.max(...bare.map(({ chunk }) => chunk));
    }
    const left = await vectors.bare(0, 1);
    const space = await vectors.space();
    if (left.length === 0 && !space?.completedAt) await vectors.complete(now());
  } catch (error) {
    if (signal.aborted) throw error;
    await vectors.note({ error: error instanceof Error ? describe(error) : null });
    // What a person has to mend is tried again with the next turn of the clock, and never given up.
    if (!(error instanceof UserError)) throw error;
    filling.log.warn({ error }, "vectors not made");
  }
}

function describe(error: Error): string {
  const isOurs = error instanceof UserError || error instanceof UnavailableError;
  return isOurs ? error.message : "The vectors could not be made. The log says more.";
}

async function embed({ vectors, embedder, piiLevel }: Filling, bare: readonly Bare[], signal: AbortSignal) {
  const passages = bare.map((one) => {
    const sent = createScrubber(piiLevel()).scrub(one.text.slice(0, TEXT_MAX));
    return { ...one, sent, hash: sha256(sent) };
  });
  const texts = new Map(passages.map(({ hash, sent }) => [hash, sent]));
  const known = await vectors.known([...texts.keys()]);
  const wanted = [...texts].filter(([hash]) => !known.has(hash));
  const asked = { signal, timeoutMs: TIMEOUT_MS };
  const made = await embedder.embed(
    wanted.map(([, sent]) => sent),
    asked,
  );
  const dimension = (await vectors.space())?.dimension ?? made[0]?.length;
  if (made.some(({ length }) => length !== dimension)) {
    throw new UserError(
      `${embedder.model} makes vectors of another length than before. Name another one in EMBEDDINGS_MODEL.`,
    );
  }
  const entries = wanted.flatMap(([hash], index): [string, Float32Array][] => {
    const vector = made[index];
    return vector ? [[hash, vector]] : [];
  });
  await vectors.keep({ passages, vectors: new Map(entries) });
}
