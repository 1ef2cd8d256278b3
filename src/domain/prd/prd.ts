import type { Version } from "./version.ts";

/** Where a PRD is written first, and where what is reviewed of it stands. */
export const MAIN = "main";
export const STATES = ["draft", "in_review", "approved", "archived"] as const;
export type State = (typeof STATES)[number];

export const ORIGIN_KINDS = ["typed", "model", "skeleton", "import"] as const;

/** How its first version came about. */
export interface PrdOrigin {
  kind: (typeof ORIGIN_KINDS)[number];
  /** Of the model calls behind it. */
  traceId?: string;
  /** Whether words of strangers may be in it. */
  isTainted: boolean;
}

/** A product requirements document: what is known of it besides its text, which is in its versions. */
export interface Prd {
  id: string;
  /** Short, for people: /prd show 3. */
  number: number;
  title: string;
  /** Key of the project it belongs to. */
  project: string | null;
  state: State;
  createdBy: string;
  createdAt: Date;
  /** Where it is talked about, like "slack:C024BE7LH". */
  place: string | null;
  /** Of the message under which it is talked about there. */
  thread: string | null;
  origin: PrdOrigin;
}

/** A version as it is kept: counted from 1 in each PRD, in the order in which they landed. */
export interface StoredVersion extends Version {
  number: number;
}

/** A version without its text, for lists. */
export type VersionEntry = Omit<StoredVersion, "text">;

export interface Branch {
  name: string;
  /** The id of its newest version. */
  head: string;
  createdBy: string;
  createdAt: Date;
}

export const VERDICTS = ["requested", "approved", "changes", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What somebody said of one version. */
export interface Review {
  version: string;
  branch: string;
  verdict: Verdict;
  by: string;
  comment: string | null;
  at: Date;
}

export interface Comment {
  /** What it is about: the version that was there, and the heading of a section or null for all of it. */
  version: string;
  section: string | null;
  by: string;
  text: string;
  at: Date;
}

/** From a requirement to what was made of it. */
export interface RequirementLink {
  prd: string;
  /** As it is called in the PRD: "R3". */
  requirement: string;
  /** "jira:ACME-12". */
  ref: string;
  title: string;
  url: string | null;
  /** The version that it was made from. */
  version: string;
  by: string;
  at: Date;
}
