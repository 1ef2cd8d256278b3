import type { Run } from "../world/model.ts";
import type { Thread } from "../world/work.ts";
import type { World } from "../world/world.ts";
import { type Ask, type Found, NotFoundError } from "./ask.ts";
import { type Shape, stamp } from "./shapes/account.ts";
import { toIssueComment, toReviewComment } from "./shapes/comment.ts";
import { toCommit } from "./shapes/commit.ts";
import { toDeployment, toDeploymentStatus } from "./shapes/delivery.ts";
import { toIssue } from "./shapes/issue.ts";
import { toPullSimple } from "./shapes/pull.ts";
import { toRun, toRunning } from "./shapes/run.ts";

export function listPulls({ world, setting, repo, query }: Ask): Found {
  const { state = "open", sort = "created", direction = "desc", head, base } = query;
  const own = world.state.pulls.filter(
    (pull) =>
      pull.repo === repo &&
      (state === "all" || pull.state === state) &&
      (head === undefined || head === `${repo.owner}:${pull.head.ref}`) &&
      (base === undefined || base === pull.base.ref),
  );
  return { list: order(own, sort, direction).map((pull) => toPullSimple(pull, setting)) };
}

export function listIssues({ world, setting, repo, query }: Ask): Found {
  const { state = "open", sort = "created", direction = "desc", since, labels, creator } = query;
  const threads: Thread[] = [...world.state.pulls, ...world.state.issues];
  const wanted = labels?.split(",") ?? [];
  const own = threads.filter(
    (thread) =>
      thread.repo === repo &&
      (state === "all" || thread.state === state) &&
      (since === undefined || toSecond(thread.updatedAt) >= new Date(since)) &&
      wanted.every((label) => thread.labels.includes(label)) &&
      (creator === undefined || creator === thread.author),
  );
  return { list: order(own, sort, direction).map((thread) => toIssue(thread, setting.users)) };
}

function order<T extends Thread>(threads: T[], sort: string, direction: string): T[] {
  const at = (thread: T) => (sort === "updated" ? thread.updatedAt : thread.createdAt).getTime();
  const sign = direction === "asc" ? 1 : -1;
  return threads.toSorted((a, b) => sign * (at(a) - at(b) || a.number - b.number));
}

export function listComments({ world, setting, repo, query }: Ask, isOnLines: boolean): Found {
  const { direction = "asc", since } = query;
  const threads: Thread[] = [...world.state.pulls, ...world.state.issues];
  const own = threads
    .filter((thread) => thread.repo === repo)
    .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    .filter(({ comment }) => (comment.path !== null) === isOnLines)
    .filter(({ comment }) => since === undefined || toSecond(comment.at) >= new Date(since))
    .toSorted((a, b) => (direction === "asc" ? 1 : -1) * (a.comment.at.getTime() - b.comment.at.getTime()));
  const toShape = isOnLines ? toReviewComment : toIssueComment;
  return { list: own.map(({ thread, comment }) => toShape(thread, comment, setting.users)) };
}

export function listDeployments({ world, setting, repo, query }: Ask): Found {
  const { environment, ref, sha } = query;
  const own = world.state.deployments.filter(
    (one) =>
      one.repo === repo &&
      (environment === undefined || one.environment === environment) &&
      (ref === undefined || one.ref === ref) &&
      (sha === undefined || one.sha === sha),
  );
  return { list: own.toReversed().map((deployment) => toDeployment(deployment, setting.users)) };
}

export function listStatuses({ world, setting, repo, params }: Ask): Found {
  const id = Number(params[0]);
  const deployment = world.state.deployments.find((one) => one.repo === repo && one.id === id);
  if (!deployment) throw new NotFoundError("deployment");
  const statuses = deployment.statuses.toReversed();
  return { list: statuses.map((status) => toDeploymentStatus(deployment, status, setting.users)) };
}

export function listRuns({ world, setting, repo, query }: Ask): Found {
  const { status, created, branch, event, head_sha } = query;
  const [from, to] = (created ?? "").replace(/^>=?/, "").split("..");
  const isRunning = (run: Run) => run.finishedAt > world.now();
  const own = world.state.runs.filter(
    (run) =>
      run.repo === repo &&
      run.startedAt <= world.now() &&
      (status === undefined ||
        status === (isRunning(run) ? "in_progress" : "completed") ||
        status === run.conclusion) &&
      (!from || run.startedAt >= new Date(from)) &&
      (!to || toSecond(run.startedAt) <= new Date(to)) &&
      (branch === undefined || run.branch === branch) &&
      (event === undefined || run.event === event) &&
      (head_sha === undefined || run.sha === head_sha),
  );
  const newest = own.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || b.id - a.id);
  const shown = newest.map((run) => (isRunning(run) ? toRunning(run, setting) : toRun(run, setting)));
  return { list: shown, as: "workflow_runs" };
}

/** Instants are compared as they are shown. */
function toSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1_000) * 1_000);
}

/** The account behind the token. */
export function viewer(world: World): Shape {
  const since = stamp(world.state.repos[0]?.createdAt ?? world.startedAt);
  const words = { bio: null, blog: "", company: null, email: null, hireable: null, location: null, name: "Adjutant" };
  const counts = { followers: 0, following: 0, public_gists: 0, public_repos: 0 };
  return { ...words, ...counts, created_at: since, updated_at: since };
}

/** Of a path, the commits that its name stands for: which they were, nobody wrote down. */
export function listCommits({ world, setting, repo, query }: Ask): Found {
  const commits = (world.state.mainline.get(repo.fullName) ?? []).toReversed();
  const { path } = query;
  const isOf = (sha: string) => path === undefined || (Number.parseInt(sha.slice(0, 4), 16) + path.length) % 3 === 0;
  return { list: commits.filter(({ sha }) => isOf(sha)).map((commit) => toCommit(repo, commit, setting.users)) };
}
