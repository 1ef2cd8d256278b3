import { z } from "zod";
import { CorrectionEvent } from "./metrics/correction.ts";
import { RemarkEvent, RemovedEvent, SprintEvent, TicketEvent } from "./tickets/events.ts";

/**
 * What the world said, in our words: all that the fold needs and nothing more. Instants are the vendor's own, in
 * milliseconds since 1970. Texts are cleaned and cut by whoever made the event.
 */

export const PersonKind = z.enum(["human", "bot"]);
export type PersonKind = z.output<typeof PersonKind>;

/** An account as the vendor names it, in lower case, and whether a person sits behind it. */
export const Actor = z.object({ person: z.string(), personKind: PersonKind });
export type Actor = z.output<typeof Actor>;

const Instant = z.number().int().nonnegative();
const Words = z.array(z.string());

/** These fields always arrive together, so that one version speaks for them all. */
const PullRequestCore = z.object({
  title: z.string(),
  body: z.string(),
  url: z.string(),
  author: z.string(),
  authorKind: PersonKind,
  base: z.string(),
  head: z.string(),
  headSha: z.string(),
  state: z.enum(["open", "closed", "merged"]),
  isDraft: z.boolean(),
  labels: Words,
  requestedReviewers: Words,
  mergeSha: z.string().nullable(),
  mergedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
});

/** Lists and reviews show a pull request without its size. */
const PullRequestSize = z.object({ additions: z.number(), deletions: z.number(), changedFiles: z.number() });

/** A pull request as it was at `at`. */
export const PullRequestSnapshot = z.object({
  number: z.number().int(),
  at: Instant,
  openedAt: Instant,
  core: PullRequestCore,
  size: PullRequestSize.nullable(),
});
export type PullRequestSnapshot = z.output<typeof PullRequestSnapshot>;

export const ActivityKind = z.enum(["pushed", "reviewed", "commented", "ready", "drafted", "reopened", "closed"]);
export type ActivityKind = z.output<typeof ActivityKind>;

const Activity = Actor.extend({ kind: ActivityKind, at: Instant });

/** What every event about something carries: whose it is, and whether its clock had to be set back. */
const About = z.object({ repo: z.string(), isClockSuspect: z.boolean().optional() });

const PullRequestEvent = About.extend({
  kind: z.literal("pull_request"),
  snapshot: PullRequestSnapshot,
  activity: Activity.nullable(),
});

export const ReviewState = z.enum(["approved", "changes_requested", "commented"]);
export type ReviewState = z.output<typeof ReviewState>;

const ReviewEvent = About.extend({
  kind: z.literal("review"),
  snapshot: PullRequestSnapshot.nullable(),
  number: z.number().int(),
  review: Actor.extend({
    id: z.string(),
    /** Null when all we heard is that it was dismissed. */
    state: ReviewState.nullable(),
    at: Instant,
    dismissedAt: Instant.nullable(),
  }),
});

/** Something a person did to a pull request that has no fact of its own, like a comment. */
const ActivityEvent = About.extend({ kind: z.literal("activity"), number: z.number().int(), activity: Activity });

/** A commit of a pull request, read from its list. */
const CommitEvent = About.extend({
  kind: z.literal("commit"),
  number: z.number().int(),
  sha: z.string(),
  /** The first line of its message. */
  title: z.string(),
  author: Actor,
  authoredAt: Instant,
  /** When it was committed, or brought onto another base: the nearest we know to the push. */
  at: Instant,
});

const PushEvent = About.extend({
  kind: z.literal("push"),
  branch: z.string(),
  at: Instant,
  before: z.string(),
  after: z.string(),
  pusher: Actor,
  /** First lines of the messages, newest last. */
  subjects: Words,
  /** The commits themselves, where the vendor named them. */
  shas: Words.optional(),
});

export const CheckConclusion = z.enum(["success", "failure", "neutral"]);
export type CheckConclusion = z.output<typeof CheckConclusion>;

const CheckEvent = About.extend({
  kind: z.literal("check"),
  id: z.string(),
  sha: z.string(),
  name: z.string(),
  /** Null while it runs. */
  conclusion: CheckConclusion.nullable(),
  startedAt: Instant,
  at: Instant,
});

const DeploymentEvent = About.extend({
  kind: z.literal("deployment"),
  id: z.string(),
  at: Instant,
  environment: z.string(),
  ref: z.string(),
  branch: z.string().nullable(),
  sha: z.string(),
  creator: z.string().nullable(),
  url: z.string(),
  createdAt: Instant,
  status: z.object({ state: z.enum(["success", "failure", "pending"]), at: Instant }).nullable(),
});

const IssueEvent = About.extend({
  kind: z.literal("issue"),
  number: z.number().int(),
  at: Instant,
  openedAt: Instant,
  core: z.object({
    title: z.string(),
    url: z.string(),
    author: z.string(),
    state: z.enum(["open", "closed"]),
    labels: Words,
    assignees: Words,
    isIncident: z.boolean(),
    /** What the body names in "root cause: …" and "fixed in …". */
    rootCause: z.string().nullable(),
    fixedIn: z.string().nullable(),
    closedAt: Instant.nullable(),
  }),
});

const ReleaseEvent = About.extend({
  kind: z.literal("release"),
  tag: z.string(),
  name: z.string(),
  url: z.string(),
  at: Instant,
  isPrerelease: z.boolean(),
});

/** An issue or pull request that was deleted or moved away; without a number, its whole repository. */
const GoneEvent = About.extend({
  kind: z.literal("gone"),
  number: z.number().int().nullable(),
  at: Instant,
  /** Where it is now, as `owner/repo` or `owner/repo#7`; null when nowhere, or nobody said. */
  movedTo: z.string().nullable(),
});

export const NormalisedEvent = z.discriminatedUnion("kind", [
  PullRequestEvent,
  ReviewEvent,
  ActivityEvent,
  CommitEvent,
  PushEvent,
  CheckEvent,
  DeploymentEvent,
  IssueEvent,
  ReleaseEvent,
  GoneEvent,
  CorrectionEvent,
  TicketEvent,
  SprintEvent,
  RemovedEvent,
  RemarkEvent,
]);
export type NormalisedEvent = z.output<typeof NormalisedEvent>;
export type EventOf<Kind extends NormalisedEvent["kind"]> = Extract<NormalisedEvent, { kind: Kind }>;

/** A delivery as it is stored: once per `source` and `delivery`, before anybody thinks about it. */
export interface NewEvent {
  source: string;
  delivery: string;
  kind: string;
  /** `owner/repo#7` or `SHOP-7`: what facts it is about; null when it is about none. */
  subject: string | null;
  occurredAt: Date;
  receivedAt: Date;
  /** Null for kinds that are stored and counted only. */
  normalised: NormalisedEvent | null;
  /** Why an event of a kind we know could not be understood; it goes to the dead letters at once. */
  problem?: string;
  payload: Buffer | null;
}
