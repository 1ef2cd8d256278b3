import { z } from "zod";
import { cleanText } from "#lib/text";

/**
 * The parts of GitHub's payloads that we read. Everything else passes unseen, and what GitHub may leave out or send as
 * null is nullish here, so that a new field or a deleted account never costs an event.
 */

const TITLE_LENGTH_MAX = 256;
const NAME_LENGTH_MAX = 255;
const URL_LENGTH_MAX = 500;
const BODY_LENGTH_MAX = 2_000;
const LIST_LENGTH_MAX = 50;
/** The largest that a database column for whole numbers holds. */
const COUNT_MAX = 2_147_483_647;
/** 1 January 2100. */
const INSTANT_MAX = 4_102_444_800_000;

const Title = text(TITLE_LENGTH_MAX);
const Name = text(NAME_LENGTH_MAX);
const Url = text(URL_LENGTH_MAX);
const Body = text(BODY_LENGTH_MAX);

const Instant = z
  .string()
  .transform((iso) => Date.parse(iso))
  .pipe(z.number().int().nonnegative().max(INSTANT_MAX));

const Count = z.number().int().nonnegative().max(COUNT_MAX);
const Ordinal = z.number().int().positive().max(COUNT_MAX);

export const Account = z.object({ login: Name, type: z.string().nullish() }).nullish();
export type Account = z.output<typeof Account>;

const Id = z.union([z.number(), z.string().max(100)]).transform(String);
const Accounts = z.array(Account).nullish();
const Labels = z.array(z.union([z.object({ name: Name.nullish() }), Name])).nullish();

const Repository = z.object({ full_name: Name, pushed_at: z.union([z.number(), z.string()]).nullish() });

export const PullRequest = z.object({
  number: Ordinal,
  state: z.string(),
  title: Title,
  body: Body.nullish(),
  draft: z.boolean().nullish(),
  user: Account,
  html_url: Url.nullish(),
  created_at: Instant,
  updated_at: Instant,
  closed_at: Instant.nullish(),
  merged_at: Instant.nullish(),
  merge_commit_sha: Name.nullish(),
  head: z.object({ ref: Name, sha: Name }),
  base: z.object({ ref: Name }),
  labels: Labels,
  requested_reviewers: Accounts,
  additions: Count.nullish(),
  deletions: Count.nullish(),
  changed_files: Count.nullish(),
});
export type PullRequest = z.output<typeof PullRequest>;

export const PullRequestPayload = z.object({
  action: z.string().nullish(),
  pull_request: PullRequest,
  repository: Repository,
  sender: Account,
});

export const ReviewPayload = z.object({
  action: z.string().nullish(),
  review: z.object({ id: Id, user: Account, state: z.string(), submitted_at: Instant.nullish() }),
  /** Complete in a webhook, and only its number where reviews are read from a list. */
  pull_request: z.union([PullRequest, z.object({ number: Ordinal })]),
  repository: Repository,
});

export const IssueCommentPayload = z.object({
  action: z.string().nullish(),
  issue: z.object({ number: Ordinal, pull_request: z.unknown().optional() }),
  comment: z.object({ id: Id, user: Account, created_at: Instant }),
  repository: Repository,
});

export const ReviewCommentPayload = z.object({
  action: z.string().nullish(),
  pull_request: z.object({ number: Ordinal }),
  comment: z.object({ id: Id, user: Account, created_at: Instant }),
  repository: Repository,
});

const Commit = z.object({ id: Name.nullish(), message: z.string().nullish(), timestamp: Instant.nullish() });

export const PushPayload = z.object({
  ref: Name,
  before: Name,
  after: Name,
  head_commit: Commit.nullish(),
  commits: z.array(Commit).nullish(),
  repository: Repository,
  sender: Account,
});

const Signature = z.object({ date: Instant.nullish() }).nullish();

/** One commit of a pull request, as its list of commits shows it. An account nobody could be matched with is `{}`. */
export const CommitPayload = z.object({
  number: Ordinal,
  commit: z.object({
    sha: Name,
    author: Account.or(z.object({})),
    committer: Account.or(z.object({})),
    commit: z.object({ message: z.string().nullish(), author: Signature, committer: Signature }),
  }),
  repository: Repository,
});

const Run = z.object({
  id: Id,
  name: Name.nullish(),
  head_sha: Name,
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  run_attempt: z.number().int().nullish(),
  created_at: Instant.nullish(),
  started_at: Instant.nullish(),
  run_started_at: Instant.nullish(),
  completed_at: Instant.nullish(),
  updated_at: Instant.nullish(),
  app: z.object({ name: Name }).nullish(),
});
export type Run = z.output<typeof Run>;

export const WorkflowRunPayload = z.object({ workflow_run: Run, repository: Repository });
export const CheckRunPayload = z.object({ check_run: Run, repository: Repository });
export const CheckSuitePayload = z.object({ check_suite: Run, repository: Repository });

export const StatusPayload = z.object({
  id: Id,
  sha: Name,
  context: Name,
  state: z.string(),
  created_at: Instant,
  updated_at: Instant.nullish(),
  repository: Repository,
});

export const DeploymentPayload = z.object({
  deployment: z.object({
    id: Id,
    sha: Name,
    ref: Name,
    environment: Name,
    created_at: Instant,
    creator: Account,
    payload: z.unknown().optional(),
  }),
  deployment_status: z
    .object({ state: z.string(), created_at: Instant, target_url: Url.nullish(), log_url: Url.nullish() })
    .nullish(),
  repository: Repository,
});

export const IssuePayload = z.object({
  action: z.string().nullish(),
  /** Where a transferred issue went. */
  changes: z
    .object({ new_issue: z.object({ number: Ordinal }).nullish(), new_repository: Repository.nullish() })
    .nullish(),
  issue: z.object({
    number: Ordinal,
    title: Title,
    state: z.string(),
    body: z.string().nullish(),
    html_url: Url.nullish(),
    user: Account,
    labels: Labels,
    assignees: Accounts,
    created_at: Instant,
    updated_at: Instant,
    closed_at: Instant.nullish(),
    /** Present when the issue is the conversation of a pull request. */
    pull_request: z.unknown().optional(),
  }),
  repository: Repository,
});

/** What is no longer where we knew it, as a reading found. */
export const GonePayload = z.object({ number: Ordinal.nullable(), moved_to: Name.nullable(), repository: Repository });

const Owner = z.object({ login: Name }).nullish();

export const RepositoryPayload = z.object({
  action: z.string(),
  changes: z
    .object({
      /** Of a new name. */
      repository: z.object({ name: z.object({ from: Name }) }).nullish(),
      /** Of a new owner. */
      owner: z.object({ from: z.object({ user: Owner, organization: Owner }) }).nullish(),
    })
    .nullish(),
  repository: Repository,
});

export const ReleasePayload = z.object({
  release: z.object({
    tag_name: Name,
    name: Name.nullish(),
    html_url: Url.nullish(),
    prerelease: z.boolean().nullish(),
    created_at: Instant,
    published_at: Instant.nullish(),
  }),
  repository: Repository,
});

/** Sorted, without doubles: the same set always makes the same list. */
export function namesOf(items: z.output<typeof Labels> | z.output<typeof Accounts>): string[] {
  const names = (items ?? []).map((item) => (typeof item === "string" ? item : nameOf(item)));
  const known = names.filter((name) => name !== undefined && name !== "") as string[];
  return [...new Set(known)].sort().slice(0, LIST_LENGTH_MAX);
}

function nameOf(item: { name?: string | null | undefined } | Account): string | undefined {
  if (!item) return undefined;
  return "login" in item ? item.login.toLowerCase() : ((item as { name?: string | null }).name ?? undefined);
}

function text(lengthMax: number) {
  return z.string().transform((raw) => cleanText(raw, lengthMax));
}
