import type { Context, Writing } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { ItemRef } from "#kernel/ports/github";
import { hasMark, withMark } from "#lib/mark";
import type { Tracker } from "./tracker.ts";

/** GitHub's clock and ours may differ. */
const SKEW_MS = 5 * 60_000;
const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})$/i;
const OPEN = "Open";
const CLOSED = "Closed";
const ABSENT = "GitHub is not connected: set GITHUB_TOKEN.";

/** Issues of a repository. A mark in our own text finds what we made; their only states are open and closed. */
export const github: Tracker = {
  label: "GitHub",
  traits: ({ kind }) => labelsOf(kind),
  async destination(_context, ref) {
    return { ref, name: ref, url: null };
  },
  async create(writing, ref, { ticket: { title, body, kind }, attempt }) {
    const issue = { title, body: withMark(body, attempt.key), labels: labelsOf(kind) };
    const { number, url } = await requireWrites(writing).createIssue(ref, issue);
    return { ref: `${ref}#${number}`, url };
  },
  async findCreated(context, ref, { key, since }) {
    const issues = await requireReads(context).issuesSince(ref, new Date(since.getTime() - SKEW_MS));
    const found = issues.find(({ body }) => hasMark(body, key));
    return found && { ref: `${ref}#${found.number}`, url: found.url };
  },

  async ticket(context, ref) {
    const { title, url, state, assignees, isPublic } = await requireReads(context).item(toItem(ref));
    return {
      ...{ ref, id: ref, title, url, isPublic, status: state === "open" ? OPEN : CLOSED },
      assignees: assignees.map((login) => ({ id: login, name: login })),
    };
  },
  async comment(writing, ref, { body, attempt }) {
    return (await requireWrites(writing).comment(toItem(ref), withMark(body, attempt.key))).url;
  },
  async findComment(context, ref, { key, since }) {
    const reads = requireReads(context);
    const from = new Date(since.getTime() - SKEW_MS);
    const [me, comments] = await Promise.all([reads.me(), reads.commentsSince(toItem(ref), from)]);
    // Anybody can paste a mark; only in our own comments does it mean anything.
    return comments.find(({ author, body }) => author === me && hasMark(body, key))?.url;
  },

  async steps(context, ref) {
    const { state } = await requireReads(context).item(toItem(ref));
    return [state === "open" ? { to: CLOSED, isDone: true } : { to: OPEN, isDone: false }];
  },
  take: (writing, ref, { isDone }) => requireWrites(writing).setIssueState(toItem(ref), isDone ? "closed" : "open"),

  async candidates(_context, _ref, words) {
    const login = words.replace(/^@/, "");
    return LOGIN.test(login) ? [{ id: login.toLowerCase(), name: login }] : [];
  },
  async assign(writing, { ref, assignees }, id) {
    const [first, ...others] = assignees;
    const writes = requireWrites(writing);
    if (id !== null) return writes.assign(toItem(ref), id);
    if (others.length > 0) throw new UserError(`${ref} is assigned to several people. Say on GitHub who is to go.`);
    if (first) await writes.unassign(toItem(ref), first.id);
  },
};

function labelsOf(kind: string): string[] {
  return kind === "bug" ? ["bug"] : [];
}

function toItem(ref: string): ItemRef {
  const [repo = "", number = ""] = ref.split("#");
  return { repo, number: Number(number) };
}

function requireReads({ vendors }: Context) {
  if (!vendors.github) throw new UserError(ABSENT);
  return vendors.github;
}

function requireWrites({ writes }: Writing) {
  if (!writes.github) throw new UserError(ABSENT);
  return writes.github;
}
