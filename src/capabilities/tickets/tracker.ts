import type { Project } from "#domain/directory";
import type { KnownTitle } from "#domain/plan/twins";
import type { Attempt } from "#kernel/capability";
import type { Context, Writing } from "#kernel/context";

export type TrackerName = Project["tracker"];

/** Where new tickets of a project go. */
export interface Destination {
  /** The key of the project, or a repository. */
  ref: string;
  name: string;
  url: string | null;
}

export interface Assignee {
  /** The vendor's own. */
  id: string;
  name: string;
}

/** A ticket as its tracker has it at this moment. */
export interface Ticket {
  /** How people write it: API-12, or acme/api#7. */
  ref: string;
  /** The vendor's own. */
  id: string;
  title: string;
  url: string;
  status: string;
  /** Nothing more is to be done about it. */
  isDone: boolean;
  assignees: Assignee[];
  /** Where anybody may read it. */
  isPublic: boolean;
}

/** A status that a ticket can be moved to from where it is. */
export interface Step {
  to: string;
  isDone: boolean;
}

export interface NewTicket {
  title: string;
  /** Markdown. */
  body: string;
  priority: Priority | null;
  kind: Kind;
  /** The ticket that it is a part of. */
  parent: string | null;
}

export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const KINDS = ["task", "bug", "story", "epic"] as const;
export type Kind = (typeof KINDS)[number];

export interface Created {
  ref: string;
  url: string;
}

/**
 * What every tracker can do, in one language: a capability says "create a ticket", and the project says where. Each
 * change is one write of the vendor that carries the attempt's key; `findCreated` and `findComment` find it again, answer
 * undefined where it is proved absent, and throw UnavailableError where that cannot be known.
 */
export interface Tracker {
  /** As people know it. */
  label: string;
  /** What a new ticket will be besides its title and its text, in the words of this tracker. */
  traits(ticket: NewTicket): string[];
  destination(context: Context, ref: string): Promise<Destination>;
  create(writing: Writing, ref: string, making: { ticket: NewTicket; attempt: Attempt }): Promise<Created>;
  findCreated(context: Context, ref: string, attempt: Attempt): Promise<Created | undefined>;

  /** Tickets there, open or not, with some of these words in their titles; not all, and perhaps not the newest. */
  search(context: Context, ref: string, words: readonly string[]): Promise<KnownTitle[]>;

  ticket(context: Context, ref: string): Promise<Ticket>;
  comment(writing: Writing, ref: string, saying: { body: string; attempt: Attempt }): Promise<string>;
  /** The address of the comment. */
  findComment(context: Context, ref: string, attempt: Attempt): Promise<string | undefined>;

  steps(context: Context, ref: string): Promise<Step[]>;
  take(writing: Writing, ref: string, step: Step): Promise<void>;

  /** Those who go by this name, e-mail address or id and can be given this ticket. */
  candidates(context: Context, ref: string, words: string): Promise<Assignee[]>;
  /** Gives it to this one, or to nobody. */
  assign(writing: Writing, ticket: Ticket, id: string | null): Promise<void>;
}
