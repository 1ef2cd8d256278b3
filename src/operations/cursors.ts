import { z } from "zod";
import type { Cursor } from "#integrations/github/cursor";
import type { Memory } from "#kernel/ports/memory";

const Remembered = z.object({ since: z.string(), before: z.string().optional(), top: z.string().optional() });

export type Cursors = ReturnType<typeof createCursors>;

export interface CursorOptions {
  memory: Memory;
  name: string;
  startedAt: Date;
  now(): Date;
  /** Where somebody asked to begin, whatever is remembered. */
  since?: Date;
}

/** What was known of a list before it was read, and where the reading began. */
interface Pass {
  known: Cursor | undefined;
  began: Cursor;
}

/** How far each list of a repository was read. What is remembered never moves back, and never over what was not read. */
export function createCursors({ memory, name, startedAt, now, since }: CursorOptions) {
  const passes = new Map<string, Pass>();
  const { recall, remember, keyOf } = createMemoryOf({ memory, name, now });

  function passOf(stream: string): Pass {
    const pass = passes.get(stream);
    if (!pass) throw new Error(`Nobody began to read ${stream}.`);
    return pass;
  }

  return {
    /** The earliest moment from which something of these has yet to be read; undefined when all of it has. */
    async earliest(streams: readonly string[]): Promise<Date | undefined> {
      const known = await Promise.all(streams.map(recall));
      const instants = known.flatMap((cursor) => (cursor ? [Date.parse(cursor.since)] : []));
      return instants.length < streams.length ? undefined : new Date(Math.min(...instants));
    },

    /** The cursor to read on from; at a first reading, or when asked for, from `from`. */
    async start(stream: string, from: Date): Promise<Cursor> {
      const known = await recall(stream);
      const fresh = { since: from.toISOString(), top: startedAt.toISOString() };
      const began = known && since === undefined ? { top: fresh.top, ...known } : fresh;
      passes.set(stream, { known, began });
      return began;
    },

    /** A reading from elsewhere, of what is known in part, is remembered only when it is done. */
    async advance(stream: string, cursor: Cursor): Promise<void> {
      const { known, began } = passOf(stream);
      if (known && since !== undefined) return;
      await remember(stream, { ...cursor, since: later(cursor.since, began.since) });
    },

    /** All of it was read, from where it began up to where the pass did. */
    async finish(stream: string): Promise<void> {
      const { known, began } = passOf(stream);
      const reached = began.top ?? startedAt.toISOString();
      const leavesGap = known !== undefined && Date.parse(began.since) > Date.parse(known.since);
      const isBehind = known !== undefined && Date.parse(reached) < Date.parse(known.since);
      if (!leavesGap && !isBehind) await remember(stream, { since: reached });
    },

    /** Whether something that is read once was read to its end. */
    isDone: async (stream: string) => (await memory.recall(`${keyOf(stream)}:done`)) === true,
    markDone: (stream: string) => memory.remember(`${keyOf(stream)}:done`, true, now()),
  };
}

function createMemoryOf({ memory, name, now }: Pick<CursorOptions, "memory" | "name" | "now">) {
  const keyOf = (stream: string) => `github:cursor:${name}:${stream}`;
  return {
    keyOf,
    recall: async (stream: string): Promise<Cursor | undefined> =>
      Remembered.safeParse(await memory.recall(keyOf(stream))).data,
    remember: (stream: string, cursor: Cursor): Promise<void> => memory.remember(keyOf(stream), cursor, now()),
  };
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}
