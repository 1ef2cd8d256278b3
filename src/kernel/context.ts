import type { Logger } from "pino";
import type { Catalogue } from "./capability.ts";
import type { Actor, Origin } from "./invocation.ts";
import type { Directory } from "./ports/directory.ts";
import type { Memory } from "./ports/memory.ts";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "child">;

/** What one invocation knows about itself. */
export interface Call {
  now(): Date;
  log: Log;
  actor: Actor;
  origin: Origin;
  traceId: string;
  /** Aborts when the caller has gone or the time is up. */
  signal: AbortSignal;
}

/** The world as the kernel knows it: interfaces that the store and the integrations fill in main.ts. */
export interface Ports {
  directory: Directory;
  memory: Memory;
}

/** Everything a capability may touch, passed by hand; tests pass a store in a temporary file. */
export interface Context extends Call, Ports {
  catalogue: Catalogue;
}
