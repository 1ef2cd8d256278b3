import { UserError } from "#kernel/errors";
import { findMarked, readRef, requireReads, requireWrites } from "#kernel/github";
import { madeSince } from "#kernel/sending";
import { hasMark, withMark } from "#lib/mark";
import type { Tracker } from "./tracker.ts";

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})$/i;
const OPEN = "Open";
const CLOSED = "Closed";

/** Issues of a repository. A mark in our own text finds what we made; their only states are open and closed. */
export const github: Tracker = {
  label: "GitHub",
  traits: ({ kind }) => labelsOf(kind),
  async destination(_context, ref) {
    return { ref, name: ref, url: null };
  },
  async create(writing, ref, { ticket: { title, body, kind, parent }, attempt }) {
    const text = parent === null ? body : `Part of ${parent}\n\n${body}`;
    const issue = { title, body: withMark(text, attempt.key), labels: labelsOf(kind) };
    const { number, url } = await requireWrites(writing).createIssue(ref, issue);
    return { ref: `${ref}#${number}`, url };
  },
  async findCreated(context, ref, attempt) {
    const issues = await requireReads(context).issuesSince(ref, madeSince(attempt));
    const found = issues.find(({ body }) => hasMark(body, attempt.key));
    return found && { ref: `${ref}#${found.number}`, url: found.url };
  },

  async search(context, ref, words) {
    const found = await requireReads(context).searchIssues(ref, words);
    return found.map(({ number, title, url }) => ({ ref: `${ref}#${number}`, title, url }));
  },
  async ticket(context, ref) {
    const { title, url, state, assignees, isPublic } = await requireReads(context).item(readRef(ref));
    return {
      ...{ ref, id: ref, title, url, isPublic, status: state === "open" ? OPEN : CLOSED, isDone: state !== "open" },
      assignees: assignees.map((login) => ({ id: login, name: login })),
    };
  },
  async comment(writing, ref, { body, attempt }) {
    return (await requireWrites(writing).comment(readRef(ref), withMark(body, attempt.key))).url;
  },
  findComment: async (context, ref, attempt) => (await findMarked(context, ref, attempt))?.url,

  async steps(context, ref) {
    const { state } = await requireReads(context).item(readRef(ref));
    return [state === "open" ? { to: CLOSED, isDone: true } : { to: OPEN, isDone: false }];
  },
  take: (writing, ref, { isDone }) => requireWrites(writing).setIssueState(readRef(ref), isDone ? "closed" : "open"),

  async candidates(_context, _ref, words) {
    const login = words.replace(/^@/, "");
    return LOGIN.test(login) ? [{ id: login.toLowerCase(), name: login }] : [];
  },
  async assign(writing, { ref, assignees }, id) {
    const [first, ...others] = assignees;
    const writes = requireWrites(writing);
    if (id !== null) return writes.assign(readRef(ref), id);
    if (others.length > 0) throw new UserError(`${ref} is assigned to several people. Say on GitHub who is to go.`);
    if (first) await writes.unassign(readRef(ref), first.id);
  },
};

function labelsOf(kind: string): string[] {
  return kind === "bug" || kind === "epic" ? [kind] : [];
}
