import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** What we folded from events, joined as domain/fact-tables.ts says. */
export function defineFacts(columns: Columns) {
  return {
    pullRequests: definePullRequests(columns),
    issues: defineIssues(columns),
    versions: defineVersions(columns),
    activities: defineActivities(columns),
    reviews: defineReviews(columns),
    commits: defineCommits(columns),
    checks: defineChecks(columns),
    deployments: defineDeployments(columns),
    pushes: definePushes(columns),
    tombstones: defineTombstones(columns),
    sources: defineSources(columns),
  };
}

function definePullRequests({ table, text, integer, boolean, json, instant, index }: Columns) {
  return table(
    "pull_requests",
    {
      ref: text("ref").primaryKey(),
      repo: text("repo").notNull(),
      number: integer("number").notNull(),
      openedAt: instant("opened_at").notNull(),
      coreVersion: text("core_version").notNull(),
      title: text("title").notNull(),
      body: text("body").notNull(),
      url: text("url").notNull(),
      author: text("author").notNull(),
      authorKind: text("author_kind", { enum: ["human", "bot"] }).notNull(),
      base: text("base").notNull(),
      head: text("head").notNull(),
      headSha: text("head_sha").notNull(),
      state: text("state", { enum: ["open", "closed", "merged"] }).notNull(),
      isDraft: boolean("is_draft").notNull(),
      labels: json("labels").$type<string[]>().notNull(),
      requestedReviewers: json("requested_reviewers").$type<string[]>().notNull(),
      mergeSha: text("merge_sha"),
      mergedAt: instant("merged_at"),
      closedAt: instant("closed_at"),
      sizeVersion: text("size_version"),
      additions: integer("additions"),
      deletions: integer("deletions"),
      changedFiles: integer("changed_files"),
      isClockSuspect: boolean("is_clock_suspect").notNull(),
    },
    (pull) => [index("pull_requests_closed").on(pull.repo, pull.closedAt)],
  );
}

function defineIssues({ table, text, integer, boolean, json, instant, index }: Columns) {
  return table(
    "issues",
    {
      ref: text("ref").primaryKey(),
      repo: text("repo").notNull(),
      number: integer("number").notNull(),
      openedAt: instant("opened_at").notNull(),
      coreVersion: text("core_version").notNull(),
      title: text("title").notNull(),
      url: text("url").notNull(),
      author: text("author").notNull(),
      state: text("state", { enum: ["open", "closed"] }).notNull(),
      labels: json("labels").$type<string[]>().notNull(),
      assignees: json("assignees").$type<string[]>().notNull(),
      isIncident: boolean("is_incident").notNull(),
      rootCause: text("root_cause"),
      fixedIn: text("fixed_in"),
      closedAt: instant("closed_at"),
      isClockSuspect: boolean("is_clock_suspect").notNull(),
    },
    (issue) => [index("issues_incidents").on(issue.repo, issue.closedAt).where(sql`is_incident`)],
  );
}

function defineVersions({ table, text, boolean, json, instant, primaryKey }: Columns) {
  return table(
    "versions",
    {
      subject: text("subject").notNull(),
      version: text("version").notNull(),
      at: instant("at").notNull(),
      state: text("state", { enum: ["open", "closed", "merged"] }).notNull(),
      title: text("title").notNull(),
      base: text("base").notNull(),
      headSha: text("head_sha").notNull(),
      isDraft: boolean("is_draft").notNull(),
      labels: json("labels").$type<string[]>().notNull(),
      requestedReviewers: json("requested_reviewers").$type<string[]>().notNull(),
    },
    (version) => [primaryKey({ columns: [version.subject, version.version] })],
  );
}

function defineActivities({ table, text, instant, primaryKey }: Columns) {
  return table(
    "activities",
    {
      subject: text("subject").notNull(),
      at: instant("at").notNull(),
      kind: text("kind", {
        enum: ["pushed", "reviewed", "commented", "ready", "drafted", "reopened", "closed"],
      }).notNull(),
      person: text("person").notNull(),
      personKind: text("person_kind", { enum: ["human", "bot"] }).notNull(),
    },
    (activity) => [
      primaryKey({ columns: [activity.subject, activity.at, activity.kind, activity.person, activity.personKind] }),
    ],
  );
}

function defineReviews({ table, text, instant, index }: Columns) {
  return table(
    "reviews",
    {
      id: text("id").primaryKey(),
      subject: text("subject").notNull(),
      person: text("person").notNull(),
      personKind: text("person_kind", { enum: ["human", "bot"] }).notNull(),
      /** Null when all we heard is that it was dismissed. */
      state: text("state", { enum: ["approved", "changes_requested", "commented"] }),
      at: instant("at").notNull(),
      dismissedAt: instant("dismissed_at"),
    },
    (review) => [index("reviews_subject").on(review.subject)],
  );
}

function defineCommits({ table, text, instant, primaryKey }: Columns) {
  return table(
    "commits",
    {
      /** The pull request. */
      subject: text("subject").notNull(),
      sha: text("sha").notNull(),
      title: text("title").notNull(),
      person: text("person").notNull(),
      personKind: text("person_kind", { enum: ["human", "bot"] }).notNull(),
      authoredAt: instant("authored_at").notNull(),
      at: instant("at").notNull(),
    },
    (commit) => [primaryKey({ columns: [commit.subject, commit.sha] })],
  );
}

function defineChecks({ table, text, instant, index }: Columns) {
  return table(
    "checks",
    {
      id: text("id").primaryKey(),
      /** `owner/repo@sha`. */
      subject: text("subject").notNull(),
      version: text("version").notNull(),
      name: text("name").notNull(),
      conclusion: text("conclusion", { enum: ["success", "failure", "neutral"] }),
      at: instant("at").notNull(),
      startedAt: instant("started_at").notNull(),
    },
    (check) => [
      index("checks_subject").on(check.subject),
      index("checks_running").on(check.subject, check.startedAt).where(sql`conclusion is null`),
    ],
  );
}

function defineDeployments({ table, text, boolean, instant, index }: Columns) {
  return table(
    "deployments",
    {
      id: text("id").primaryKey(),
      repo: text("repo").notNull(),
      environment: text("environment").notNull(),
      ref: text("ref").notNull(),
      branch: text("branch"),
      sha: text("sha").notNull(),
      creator: text("creator"),
      url: text("url").notNull(),
      createdAt: instant("created_at").notNull(),
      succeededAt: instant("succeeded_at"),
      failedAt: instant("failed_at"),
      isClockSuspect: boolean("is_clock_suspect").notNull(),
    },
    (deployment) => [
      index("deployments_succeeded").on(deployment.repo, deployment.environment, deployment.succeededAt),
      index("deployments_sha").on(deployment.repo, deployment.sha),
      index("deployments_failed").on(deployment.repo, deployment.environment, deployment.failedAt),
    ],
  );
}

function definePushes({ table, text, json, instant, primaryKey }: Columns) {
  return table(
    "pushes",
    {
      /** `owner/repo:branch`. */
      subject: text("subject").notNull(),
      at: instant("at").notNull(),
      version: text("version").notNull(),
      before: text("before").notNull(),
      after: text("after").notNull(),
      person: text("person").notNull(),
      personKind: text("person_kind", { enum: ["human", "bot"] }).notNull(),
      subjects: json("subjects").$type<string[]>().notNull(),
      shas: json("shas").$type<string[]>().notNull(),
    },
    (push) => [primaryKey({ columns: [push.subject, push.at, push.version] })],
  );
}

/** What was deleted or moved elsewhere, by itself or, as `owner/repo`, with all that was in it. */
function defineTombstones({ table, text, instant }: Columns) {
  return table("tombstones", {
    subject: text("subject").primaryKey(),
    version: text("version").notNull(),
    at: instant("at").notNull(),
    movedTo: text("moved_to"),
  });
}

/** How current we are, per source; kept while folding, because no report reads the events themselves. */
function defineSources({ table, text, instant }: Columns) {
  return table("sources", {
    source: text("source").primaryKey(),
    lastEventAt: instant("last_event_at"),
    lastArrivalAt: instant("last_arrival_at"),
    lastPollAt: instant("last_poll_at"),
  });
}
