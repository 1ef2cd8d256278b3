import { z } from "zod";
import { type Ask, type Found, isSince, NotFoundError, pullAt, threadAt } from "./ask.ts";
import { compare } from "./compare.ts";
import { contentAt, toFiles } from "./files.ts";
import { blobAt, treeAt } from "./git.ts";
import { listComments, listCommits, listDeployments, listIssues, listPulls, listRuns, listStatuses } from "./lists.ts";
import { toCheckRun, toRunningCheck } from "./shapes/check.ts";
import { toIssueComment } from "./shapes/comment.ts";
import { toCommit } from "./shapes/commit.ts";
import { toRelease } from "./shapes/delivery.ts";
import { toWholeIssue } from "./shapes/issue.ts";
import { toPull, toReview } from "./shapes/pull.ts";

interface Route {
  path: RegExp;
  query: z.ZodType;
  find(ask: Ask): Found;
}

const Paged = {
  per_page: z.coerce.number().int().min(1).max(100).optional(),
  page: z.coerce.number().int().min(1).optional(),
};
const Plain = z.strictObject(Paged);
const Direction = z.enum(["asc", "desc"]).optional();
const Since = z.iso.datetime({ offset: true }).optional();
const State = z.enum(["open", "closed", "all"]).optional();
const Sorted = z.strictObject({
  ...Paged,
  sort: z.enum(["created", "updated"]).optional(),
  direction: Direction,
  since: Since,
});

function route(path: string, query: z.ZodType, find: Route["find"]): Route {
  return { path: new RegExp(`^${path}$`), query, find };
}

const PULLS = z.strictObject({
  ...Paged,
  state: State,
  sort: z.enum(["created", "updated", "popularity", "long-running"]).optional(),
  direction: Direction,
  head: z.string().optional(),
  base: z.string().optional(),
});
const ISSUES = z.strictObject({
  ...Paged,
  state: State,
  sort: z.enum(["created", "updated", "comments"]).optional(),
  direction: Direction,
  since: Since,
  labels: z.string().optional(),
  creator: z.string().optional(),
});
const RUNS = z.strictObject({
  ...Paged,
  status: z.string().optional(),
  created: z.string().optional(),
  branch: z.string().optional(),
  event: z.string().optional(),
  head_sha: z.string().optional(),
  exclude_pull_requests: z.string().optional(),
});
const DEPLOYMENTS = z.strictObject({
  ...Paged,
  environment: z.string().optional(),
  ref: z.string().optional(),
  sha: z.string().optional(),
});

const COMMITS = z.strictObject({
  ...Paged,
  sha: z.string().optional(),
  path: z.string().optional(),
  author: z.string().optional(),
  since: Since,
  until: Since,
});

/** What lies below `/repos/{owner}/{repo}`; the first that fits answers. */
export const ROUTES: readonly Route[] = [
  route("", z.strictObject({}), ({ setting, repo }) => ({ one: setting.repository(repo.fullName) })),
  route("/pulls", PULLS, (ask) => listPulls(ask)),
  route("/pulls/comments", Sorted, (ask) => listComments(ask, true)),
  route("/pulls/(\\d+)", z.strictObject({}), (ask) => ({ one: toPull(pullAt(ask), ask.setting) })),
  route("/pulls/(\\d+)/reviews", Plain, (ask) => {
    const pull = pullAt(ask);
    return { list: pull.reviews.map((review) => toReview(pull, review, ask.setting.users)) };
  }),
  route("/pulls/(\\d+)/commits", Plain, (ask) => {
    const { commits, repo } = pullAt(ask);
    return { list: commits.map((commit) => toCommit(repo, commit, ask.setting.users)) };
  }),
  route("/issues", ISSUES, (ask) => listIssues(ask)),
  route("/issues/comments", Sorted, (ask) => listComments(ask, false)),
  route("/issues/(\\d+)", z.strictObject({}), (ask) => ({ one: toWholeIssue(threadAt(ask), ask.setting.users) })),
  route("/issues/(\\d+)/comments", z.strictObject({ ...Paged, since: Since }), (ask) => {
    const thread = threadAt(ask);
    const said = thread.comments.filter(({ path, at }) => path === null && isSince(ask, at));
    return { list: said.map((comment) => toIssueComment(thread, comment, ask.setting.users)) };
  }),
  route("/issues/comments/(\\d+)", z.strictObject({}), (ask) => {
    const threads = [...ask.world.state.pulls, ...ask.world.state.issues];
    for (const thread of threads.filter(({ repo }) => repo === ask.repo)) {
      const comment = thread.comments.find(({ id, path }) => id === Number(ask.params[0]) && path === null);
      if (comment) return { one: toIssueComment(thread, comment, ask.setting.users) };
    }
    throw new NotFoundError("comment");
  }),
  route("/pulls/(\\d+)/files", Plain, (ask) => ({ list: toFiles(pullAt(ask)) })),
  route("/contents/(.+)", z.strictObject({ ref: z.string().optional() }), (ask) => ({ one: contentAt(ask) })),
  route("/git/trees/([^/]+)", z.strictObject({ recursive: z.string().optional() }), (ask) => ({ one: treeAt(ask) })),
  route("/git/blobs/([0-9a-f]{40})", z.strictObject({}), (ask) => ({ one: blobAt(ask) })),
  route("/commits", COMMITS, (ask) => listCommits(ask)),
  route("/deployments", DEPLOYMENTS, (ask) => listDeployments(ask)),
  route("/deployments/(\\d+)/statuses", Plain, (ask) => listStatuses(ask)),
  route("/releases", Plain, ({ world, setting, repo }) => {
    const own = world.state.releases.filter((release) => release.repo === repo).toReversed();
    return { list: own.map((release) => toRelease(release, setting.users)) };
  }),
  route("/actions/runs", RUNS, (ask) => listRuns(ask)),
  route("/commits/([^/]+)/check-runs", z.strictObject({ ...Paged, filter: z.string().optional() }), (ask) => {
    const sha = decodeURIComponent(ask.params[0] ?? "");
    const { state, now } = ask.world;
    const runs = state.runs.filter((run) => run.repo === ask.repo && run.sha === sha && run.startedAt <= now());
    const shown = runs.map((run) => (run.finishedAt > now() ? toRunningCheck(run) : toCheckRun(run)));
    return { list: shown, as: "check_runs" };
  }),
  route("/compare/(.+)\\.\\.\\.(.+)", Plain, (ask) => ({ one: compare(ask) })),
];
