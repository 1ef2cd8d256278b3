import { z } from "zod";
import { type Change, ChangeError } from "../world/change.ts";
import { MACHINE_LOGIN } from "../world/people.ts";
import { isPull, type Thread } from "../world/work.ts";
import type { Service } from "./answer.ts";
import { type Answer, invalid, problem } from "./replies.ts";
import { toIssueComment } from "./shapes/comment.ts";
import { toIssue, toLabels, toWholeIssue } from "./shapes/issue.ts";
import { toPullSimple } from "./shapes/pull.ts";

interface Request {
  method: string;
  url: URL;
  text: string;
}

/** One write that GitHub knows: what it takes, what it makes happen, and what it answers. */
interface Write<Body extends z.ZodType = z.ZodType> {
  method: string;
  path: RegExp;
  body: Body;
  status: number;
  make(target: Target, body: z.output<Body>): Change[];
  show(service: Service, thread: Thread): unknown;
}

interface Target {
  service: Service;
  repo: string;
  thread: Thread | undefined;
  params: string[];
}

const by = MACHINE_LOGIN;
const at = ({ repo, thread }: Target) => ({ repo, number: thread?.number ?? 0 });
const Nothing = z.undefined();
const Text = z.string().min(1).max(65_536);
const Names = z.array(z.string().min(1).max(100)).max(100);
const showIssue = ({ setting }: Service, thread: Thread) => toWholeIssue(thread, setting.users);
const showLabels = (_service: Service, { repo, labels }: Thread) => toLabels(repo, labels);
const showPull = ({ setting }: Service, thread: Thread) => isPull(thread) && toPullSimple(thread, setting);

function write<Body extends z.ZodType>(given: Omit<Write<Body>, "path"> & { path: string }): Write {
  return { ...given, path: new RegExp(`^${given.path}$`) } as unknown as Write;
}

const ISSUE = "/issues/(\\d+)";
const PULL = "/pulls/(\\d+)";

const WRITES: readonly Write[] = [
  write({
    ...{ method: "POST", path: `${ISSUE}/comments`, status: 201, body: z.strictObject({ body: Text }) },
    make: (target, { body }) => [{ change: "comment", ...at(target), by, body }],
    show: ({ setting }, thread) => {
      const comment = thread.comments.at(-1);
      return comment && toIssueComment(thread, comment, setting.users);
    },
  }),
  write({
    ...{ method: "DELETE", path: "/issues/comments/(\\d+)", status: 204, body: Nothing },
    make: (target) => [{ change: "uncomment", ...at(target), id: Number(target.params[0]) }],
    show: () => undefined,
  }),
  write({
    ...{ method: "POST", path: `${ISSUE}/labels`, status: 200, body: z.strictObject({ labels: Names }) },
    make: (target, { labels }) => labels.map((label) => ({ change: "label", ...at(target), by, label })),
    show: showLabels,
  }),
  write({
    ...{ method: "DELETE", path: `${ISSUE}/labels/([^/]+)`, status: 200, body: Nothing },
    make: (target) => [
      { change: "label", ...at(target), by, label: decodeURIComponent(target.params[1] ?? ""), remove: true },
    ],
    show: showLabels,
  }),
  write({
    ...{ method: "POST", path: `${ISSUE}/assignees`, status: 201, body: z.strictObject({ assignees: Names }) },
    make: (target, { assignees }) => assignees.map((login) => ({ change: "assign", ...at(target), by, login })),
    show: ({ setting }, thread) => toIssue(thread, setting.users),
  }),
  write({
    ...{ method: "DELETE", path: `${ISSUE}/assignees`, status: 200, body: z.strictObject({ assignees: Names }) },
    make: (target, { assignees }) =>
      assignees.map((login) => ({ change: "assign", ...at(target), by, login, remove: true })),
    show: ({ setting }, thread) => toIssue(thread, setting.users),
  }),
  write({
    ...{ method: "POST", path: `${PULL}/requested_reviewers`, status: 201, body: z.strictObject({ reviewers: Names }) },
    make: (target, { reviewers }) => reviewers.map((login) => ({ change: "ask", ...at(target), by, login })),
    show: showPull,
  }),
  write({
    ...{
      method: "DELETE",
      path: `${PULL}/requested_reviewers`,
      status: 200,
      body: z.strictObject({ reviewers: Names }),
    },
    make: (target, { reviewers }) =>
      reviewers.map((login) => ({ change: "ask", ...at(target), by, login, remove: true })),
    show: showPull,
  }),
  write({
    ...{ method: "PUT", path: `${PULL}/merge`, status: 200 },
    body: z.strictObject({
      sha: z.string().optional(),
      merge_method: z.enum(["merge", "squash", "rebase"]).optional(),
    }),
    make: (target, { sha }) => [mergeOf(target, sha)],
    show: (_service, thread) => ({
      ...{ sha: isPull(thread) ? thread.mergeSha : null, merged: true, message: "Pull Request successfully merged" },
    }),
  }),
  write({
    ...{ method: "POST", path: "/issues", status: 201 },
    body: z.strictObject({
      title: z.string().min(1).max(256),
      body: z.string().max(65_536).default(""),
      labels: Names.default([]),
    }),
    make: ({ repo }, { title, body, labels }) => [{ change: "issue", repo, by, title, body, labels }],
    show: showIssue,
  }),
  write({
    ...{ method: "PATCH", path: ISSUE, status: 200, body: z.strictObject({ state: z.enum(["open", "closed"]) }) },
    make: (target, { state }) => [{ change: "issue_state", ...at(target), by, state }],
    show: showIssue,
  }),
];

/** The state of things refuses what is asked. */
class Conflict extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function mergeOf(target: Target, sha: string | undefined): Change {
  const { thread } = target;
  if (!thread || !isPull(thread) || thread.state === "closed" || thread.isDraft) {
    throw new Conflict(405, "Pull Request is not mergeable");
  }
  if (sha !== undefined && sha !== thread.head.sha) {
    throw new Conflict(409, "Head branch was modified. Review and try the merge again.");
  }
  return { change: "merge", ...at(target), by };
}

/** What a request other than GET makes happen, and what it answers. */
export function change(service: Service, { method, url, text }: Request): Answer {
  const [, owner, name, rest = ""] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const repo = service.world.state.repos.find(({ fullName }) => fullName === `${owner}/${name}`.toLowerCase());
  const found = WRITES.find((one) => one.method === method && one.path.test(rest));
  if (!repo || !found) return problem(404, "Not Found");
  const params = (found.path.exec(rest) ?? []).slice(1);
  const thread = findThread(service, { repo: repo.fullName, rest, number: Number(params[0]) });
  if (params.length > 0 && !thread) return problem(404, "Not Found");
  const body = found.body.safeParse(parse(text));
  if (!body.success) return { ...problem(422, "Validation Failed"), body: invalid(body.error.issues) };
  return perform(found, { service, repo: repo.fullName, thread, params }, body.data);
}

function perform(found: Write, target: Target, body: unknown): Answer {
  const { service } = target;
  try {
    const made = found.make(target, body).map((one) => service.world.changes.make(one));
    const thread = target.thread ?? made.at(-1);
    return { status: found.status, body: thread && "number" in thread ? found.show(service, thread) : undefined };
  } catch (error) {
    if (error instanceof Conflict) return problem(error.status, error.message);
    if (error instanceof ChangeError) return problem(422, error.message);
    throw error;
  }
}

/** By its own number, or by that of one of its comments. */
function findThread({ world }: Service, { repo, rest, number }: { repo: string; rest: string; number: number }) {
  const threads: Thread[] = [...world.state.pulls, ...world.state.issues];
  const own = threads.filter((one) => one.repo.fullName === repo);
  if (!rest.startsWith("/issues/comments/")) return own.find((one) => one.number === number);
  return own.find(({ comments }) => comments.some(({ id }) => id === number));
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
