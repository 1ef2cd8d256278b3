import type { Repo } from "../world/model.ts";
import { isPull, type Thread } from "../world/work.ts";
import type { World } from "../world/world.ts";
import type { Library } from "./library.ts";
import type { Shape } from "./shapes/account.ts";
import type { Setting } from "./shapes/pull.ts";

/** The request is understood, but there is nothing there. */
export class NotFoundError extends Error {
  override name = "NotFoundError";
}

/** What a request answers: one thing, or a list of which a page is shown. */
export type Found = { one: Shape } | { list: unknown[]; as?: string };

export interface Ask {
  world: World;
  setting: Setting;
  repo: Repo;
  library: Library;
  /** Whether a list is to be cut off, as a fault. */
  isCut(what: string): boolean;
  /** The parts of the path that vary. */
  params: string[];
  query: Record<string, string>;
}

export function isSince({ query }: Ask, at: Date): boolean {
  return query["since"] === undefined || at >= new Date(query["since"]);
}

export function threadAt({ world, repo, params }: Ask): Thread {
  const number = Number(params[0]);
  const threads: Thread[] = [...world.state.pulls, ...world.state.issues];
  const thread = threads.find((one) => one.repo === repo && one.number === number);
  if (!thread) throw new NotFoundError("issue");
  return thread;
}

export function pullAt(ask: Ask) {
  const thread = threadAt(ask);
  if (!isPull(thread)) throw new NotFoundError("pull request");
  return thread;
}
