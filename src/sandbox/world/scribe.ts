import type { Happening } from "./happening.ts";
import type { Repo, State } from "./model.ts";
import type { Random } from "./random.ts";
import type { Thread } from "./work.ts";

/** What every change needs: the world, chance, fresh numbers, and somebody to tell. */
export interface Scribe {
  state: State;
  random: Random;
  /** Unique over the whole world. */
  nextId(): number;
  /** Of issues and pull requests, which share one row of numbers per repository. */
  nextNumber(repo: Repo): number;
  tell(happening: Happening): void;
}

const FIRST_NUMBER = 400;

export function createScribe(state: State, random: Random, tell: Scribe["tell"]): Scribe {
  let lastId = 100_000;
  const lastNumbers = new Map<string, number>();
  return {
    state,
    random,
    tell,
    nextId: () => ++lastId,
    nextNumber(repo) {
      const number = (lastNumbers.get(repo.fullName) ?? FIRST_NUMBER) + 1;
      lastNumbers.set(repo.fullName, number);
      return number;
    },
  };
}

/** Nothing can be said to a thread before what was said to it last. */
export function touch(thread: Thread, at: Date): void {
  if (at > thread.updatedAt) thread.updatedAt = at;
}
