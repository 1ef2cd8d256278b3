import type {
  Branch,
  Comment,
  Prd,
  RequirementLink,
  Review,
  State,
  StoredVersion,
  VersionEntry,
} from "#domain/prd/prd";

/** With an id of its own it is made once: a second one of the same id is refused. */
export type NewPrd = Pick<Prd, "title" | "project" | "createdBy" | "place" | "thread" | "origin"> & { id?: string };

/** What a version says, and who says so. */
export interface NewText {
  text: string;
  author: string;
  message: string;
}

export interface Commit extends NewText {
  prd: string;
  branch: string;
  /** The version that the writer took for the branch's newest. */
  expected: string;
  /** What else it joins, besides what is expected. */
  parents?: readonly string[];
  /** A branch that is done with it, and goes if this version takes in what is its newest. */
  closes?: string;
}

/** `moved`: somebody was quicker. `same`: it says what the newest says. `full`: there are as many as one PRD may have. */
export type Committed =
  | { status: "kept"; version: StoredVersion }
  | { status: "moved"; head: StoredVersion }
  | { status: "same"; head: StoredVersion }
  | { status: "full" };

export interface PrdFilter {
  states?: readonly State[];
  project?: string;
  limit: number;
}

/** `approvals` of the version, of as many as are needed. */
export type Reviewed =
  | { status: "kept"; state: State; approvals: number }
  | { status: "moved"; head: StoredVersion }
  | { status: "full" };

/** PRDs with all that they ever said. Versions are never changed; every change of anything is in the audit. */
export interface Prds {
  /** How many have to approve a version. */
  readonly quorum: number;
  create(prd: NewPrd, first: NewText, at: Date): Promise<{ prd: Prd; version: StoredVersion }>;
  /** By its id or its number. */
  find(ref: number | string): Promise<Prd | undefined>;
  /** Those that are talked about in a thread, the newest first. */
  inThread(place: string, thread: string): Promise<Prd[]>;
  /** Newest first. */
  list(filter: PrdFilter): Promise<Prd[]>;
  /** Undefined where there is none. `by` is who changes it. */
  change(
    id: string,
    change: Partial<Pick<Prd, "title" | "project" | "place" | "thread" | "state">> & { by: string },
    at: Date,
  ): Promise<Prd | undefined>;

  /** Of the main branch unless another is named. */
  head(prd: string, branch?: string): Promise<StoredVersion | undefined>;
  /** The main one first. */
  branches(prd: string): Promise<Branch[]>;
  version(id: string): Promise<StoredVersion | undefined>;
  /** All versions with their texts, in the order in which they landed. */
  history(prd: string): Promise<StoredVersion[]>;
  /** The same without texts. */
  entries(prd: string): Promise<VersionEntry[]>;

  /** Compare-and-set on the newest version of a branch. */
  commit(commit: Commit, at: Date): Promise<Committed>;
  /** `taken` where there is one of that name. */
  branch(
    branch: { prd: string; name: string; from: string; by: string },
    at: Date,
  ): Promise<{ status: "kept" | "taken" | "full" }>;

  /** Only the newest version of a branch is reviewed; of the main one, the PRD's state follows. */
  review(review: Omit<Review, "at"> & { prd: string }, at: Date): Promise<Reviewed>;
  /** In the order in which they were given. */
  reviews(prd: string): Promise<Review[]>;
  comment(comment: Omit<Comment, "at"> & { prd: string }, at: Date): Promise<{ status: "kept" | "full" }>;
  comments(prd: string): Promise<Comment[]>;

  /** From requirements to tickets: of one PRD, of all that lead to a ticket, or of all tickets whose names begin so. */
  links(of: { prd: string } | { ref: string } | { beginning: string }): Promise<RequirementLink[]>;
  /** Once for the same requirement and ticket, however often it is said. */
  link(link: Omit<RequirementLink, "at">, at: Date): Promise<void>;
}
