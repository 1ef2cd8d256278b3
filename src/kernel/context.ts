import type { Logger } from "pino";
import type { Catalogue } from "./capability.ts";
import type { Actor, Origin } from "./invocation.ts";
import type { Acting } from "./ports/acting.ts";
import type { Announcements } from "./ports/announcements.ts";
import type { Corrections } from "./ports/corrections.ts";
import type { Directory } from "./ports/directory.ts";
import type { Facts } from "./ports/facts.ts";
import type { Feedback } from "./ports/feedback.ts";
import type { Knowledge } from "./ports/knowledge.ts";
import type { Membership } from "./ports/membership.ts";
import type { Memory } from "./ports/memory.ts";
import type { Metrics } from "./ports/metrics.ts";
import type { Model, Traces } from "./ports/model.ts";
import type { Plans } from "./ports/plans.ts";
import type { Prds } from "./ports/prds.ts";
import type { Questions } from "./ports/questions.ts";
import type { Rules } from "./ports/rules.ts";
import type { Schedules } from "./ports/schedules.ts";
import type { Signals } from "./ports/signals.ts";
import type { Standups } from "./ports/standups.ts";
import type { Talk } from "./ports/talk.ts";
import type { Tickets } from "./ports/tickets.ts";
import type { Upkeep } from "./ports/upkeep.ts";
import type { VendorReads, VendorWrites } from "./ports/vendors.ts";
import type { Trust } from "./trust/trust.ts";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "child">;

/** What one invocation knows about itself. */
export interface Call {
  now(): Date;
  log: Log;
  actor: Actor;
  origin: Origin;
  traceId: string;
  /** Of the invocation, from which the ids of what it proposes follow. */
  id?: string;
  /** Aborts when the caller has gone or the time is up. */
  signal: AbortSignal;
}

/** Whoever calls; the signal is there where somebody waits for the answer. */
export type Caller = Omit<Call, "signal"> & Partial<Pick<Call, "signal">>;

/** The world as the kernel knows it: interfaces that the store and the integrations fill, in src/wiring. */
export interface Ports {
  acting: Acting;
  announcements: Announcements;
  /** What people know better than the tools. */
  corrections: Corrections;
  directory: Directory;
  facts: Facts;
  /** What readers made of what models wrote. */
  feedback: Feedback;
  /** What documents say. */
  knowledge: Knowledge;
  memory: Memory;
  metrics: Metrics;
  /** Null where none is configured: what it would write is then written by rules. */
  model: Model | null;
  /** What kinds of place there are in Slack, and who is a guest there. */
  places: Pick<Membership, "placeOf" | "voterOf" | "isIn">;
  plans: Plans;
  prds: Prds;
  /** What people asked of the documents, and what they thought of the answers. */
  questions: Questions;
  rules: Rules;
  /** What is posted by the clock. */
  schedules: Schedules;
  settings: Settings;
  signals: Signals;
  standups: Standups;
  talk: Talk;
  tickets: Tickets;
  /** What models were asked, and what it cost. */
  traces: Traces;
  trust: Trust;
  upkeep: Upkeep;
  vendors: VendorReads;
}

export interface Settings {
  /** The zone of reports about everything at once; each team has its own. */
  zone: string;
  /** How often each source is read to its end; null for one that is never polled. */
  pollIntervalMs: Record<string, number | null>;
  /** Repositories by the service that they are a part of. */
  services?: ReadonlyMap<string, readonly string[]>;
  /** In which projects tickets may be made; "*" means all of them. */
  allowedProjects: readonly string[];
}

/** Everything a capability may touch, passed by hand; tests pass a store in a temporary file. */
export interface Context extends Call, Ports {
  catalogue: Catalogue;
  /**
   * Where what is read is posted for everybody in the place of its origin to see, so that what whoever asked may see is not
   * the measure.
   */
  isPosted?: boolean;
}

/** What an effect is performed with; nobody but the performer of approved effects hands it out. */
export interface Writing extends Context {
  writes: VendorWrites;
}
