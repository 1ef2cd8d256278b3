import { z } from "zod";
import { cleanText } from "#lib/text";

/**
 * The parts of Jira's payloads that we read, of webhooks and of the REST interface. Everything else passes unseen, and what
 * Jira may leave out or send as null is nullish here.
 */

const TITLE_LENGTH_MAX = 256;
const NAME_LENGTH_MAX = 255;
const URL_LENGTH_MAX = 500;
const GOAL_LENGTH_MAX = 1_000;
const LIST_LENGTH_MAX = 100;
/** 1 January 2100. */
const INSTANT_MAX = 4_102_444_800_000;
/** Written in seconds, no instant of this century reaches it. */
const SECONDS_MAX = 100_000_000_000;

const Name = text(NAME_LENGTH_MAX);
const Milliseconds = z.number().int().nonnegative().max(INSTANT_MAX);

/** The REST interface and the webhooks write instants as text, in seconds or in milliseconds. */
const Instant = z
  .union([z.string(), z.number()])
  .transform((told) => (typeof told === "string" ? Date.parse(told) : told < SECONDS_MAX ? told * 1_000 : told))
  .pipe(Milliseconds);

export const Id = z.union([z.number(), z.string().max(100)]).transform(String);

const Account = z.object({ accountId: Name.nullish() }).nullish();
const Named = z.object({ name: Name.nullish() }).nullish();

/** Which of the site's own fields hold what: their names differ from site to site. */
export interface JiraFields {
  points: string;
  sprint: string;
  flag: string;
}

const Fields = z.looseObject({
  summary: text(TITLE_LENGTH_MAX).nullish(),
  status: z.object({ name: Name, statusCategory: z.object({ key: z.string().nullish() }).nullish() }).nullish(),
  issuetype: Named,
  priority: Named,
  assignee: Account,
  parent: z.object({ key: Name.nullish() }).nullish(),
  labels: z.array(Name).max(LIST_LENGTH_MAX).nullish(),
  duedate: z.string().nullish(),
  created: Instant.nullish(),
  updated: Instant.nullish(),
});
export type Fields = z.output<typeof Fields>;

/** Own keys alone: `toString`, as a word of Jira's, would otherwise be found on every object. */
const Item = z.record(z.string(), z.unknown());
const Items = z.array(Item).max(LIST_LENGTH_MAX);

export const History = z.object({ id: Id, created: Instant, items: Items });
export type History = z.output<typeof History>;

const Key = z
  .string()
  .max(NAME_LENGTH_MAX)
  .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/)
  .transform((key) => key.toUpperCase());

const Issue = z.object({ id: Id, key: Key, self: text(URL_LENGTH_MAX).nullish(), fields: Fields.nullish() });
export type Issue = z.output<typeof Issue>;

export const IssueHook = z.object({
  timestamp: Milliseconds,
  issue: Issue,
  changelog: z.object({ id: Id, items: Items }).nullish(),
});

/** An issue as a search shows it, with its histories. */
export const PolledIssue = z.object({ issue: Issue, histories: z.array(History) });

export const Sprint = z.object({
  id: Id,
  name: Name,
  state: z.string().nullish(),
  originBoardId: Id.nullish(),
  startDate: Instant.nullish(),
  activatedDate: Instant.nullish(),
  endDate: Instant.nullish(),
  completeDate: Instant.nullish(),
  goal: text(GOAL_LENGTH_MAX).nullish(),
});
export type Sprint = z.output<typeof Sprint>;

export const SprintHook = z.object({ timestamp: Milliseconds, sprint: Sprint });

/** Wiki markup, as most sites send it in webhooks, or ADF. */
export const CommentHook = z.object({
  timestamp: Milliseconds,
  issue: z.object({ key: Key }),
  comment: z.object({ id: Id, body: z.unknown() }),
});

export const GoneIssue = z.object({ key: Key, movedTo: Key.nullish() });

function text(lengthMax: number) {
  return z.string().transform((raw) => cleanText(raw, lengthMax));
}
