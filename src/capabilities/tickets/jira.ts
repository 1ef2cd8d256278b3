import type { Context, Writing } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import type { JiraProject } from "#kernel/ports/jira";
import { beforeSending, madeSince } from "#kernel/sending";
import { labelOf } from "./marks.ts";
import type { Kind, Priority, Tracker } from "./tracker.ts";

const ACCOUNT_ID = /^(?:[0-9a-z]{24,}|\d+:[0-9a-f-]{36})$/i;
const PRIORITY: Record<Priority, string> = { urgent: "Highest", high: "High", medium: "Medium", low: "Low" };
const ISSUE_TYPE: Record<Kind, string> = { task: "Task", bug: "Bug", story: "Story", epic: "Epic" };
const ABSENT = "Jira is not connected: set JIRA_URL, JIRA_EMAIL and JIRA_TOKEN.";

/**
 * Issues of a Jira project. Comments carry a property that is there at once; new issues can only be searched for, and the
 * search lags behind, so that whether one was made may stay unknown.
 */
export const jira: Tracker = {
  label: "Jira",
  traits: ({ kind, priority }) => [ISSUE_TYPE[kind], ...(priority ? [`priority ${PRIORITY[priority]}`] : [])],
  async destination(context, ref) {
    const { key, name, url } = await requireReads(context).project(ref);
    return { ref: key, name, url };
  },
  async create(writing, ref, { ticket: { title, body, priority, kind, parent }, attempt: { key } }) {
    const project = await beforeSending(writing, () => requireReads(writing).project(ref));
    const issue = await requireWrites(writing).createIssue({
      ...{ project: project.key, issueTypeId: typeIdOf(project, kind), title, body },
      ...{ priority: priority && PRIORITY[priority], parent, label: labelOf(key), mark: key },
    });
    return { ref: issue.key, url: issue.url };
  },
  async findCreated(context, ref, { key }) {
    const found = await requireReads(context).markedIssue(ref, { label: labelOf(key), mark: key });
    if (found) return { ref: found.key, url: found.url };
    // That it is not found proves nothing, however late it is: nobody promises when the search knows.
    throw new UnavailableError("Jira may have the issue: its search does not show it, and may only be late.");
  },

  async search(context, ref, words) {
    const found = await requireReads(context).searchIssues(ref, words);
    return found.map(({ key, title, url }) => ({ ref: key, title, url }));
  },
  async ticket(context, ref) {
    const { id, title, url, status, isDone, assignee } = await requireReads(context).issue(ref);
    const assignees = assignee ? [{ id: assignee.accountId, name: assignee.name }] : [];
    return { ref, id, title, url, status, isDone, assignees, isPublic: false };
  },
  async comment(writing, ref, { body, attempt }) {
    return (await requireWrites(writing).comment(ref, { body, mark: attempt.key })).url;
  },
  async findComment(context, ref, attempt) {
    return (await requireReads(context).markedComment(ref, attempt.key, madeSince(attempt)))?.url;
  },

  async steps(context, ref) {
    return (await requireReads(context).transitions(ref)).map(({ to, isDone }) => ({ to, isDone }));
  },
  async take(writing, ref, { to }) {
    const transitions = await beforeSending(writing, () => requireReads(writing).transitions(ref));
    const transition = transitions.find((one) => one.to === to);
    if (!transition) throw new UserError(`${ref} cannot be moved to ${to} from where it is now.`);
    await requireWrites(writing).transition(ref, transition.id);
  },

  async candidates(context, ref, words) {
    const who = ACCOUNT_ID.test(words) ? { accountId: words } : { query: words };
    return (await requireReads(context).assignable(ref, who)).map(({ accountId: id, name }) => ({ id, name }));
  },
  assign: (writing, { ref }, id) => requireWrites(writing).assign(ref, id),
};

/** A site may have renamed its kinds, or do without some; then its first one stands for them. */
function typeIdOf({ key, issueTypes }: JiraProject, kind: Kind): string {
  const wanted = issueTypes.find(({ name }) => name.toLowerCase() === ISSUE_TYPE[kind].toLowerCase());
  const type = wanted ?? (kind === "bug" ? undefined : issueTypes[0]);
  if (!type) throw new UserError(`The Jira project ${key} has no issues of the kind ${ISSUE_TYPE[kind]}.`);
  return type.id;
}

function requireReads({ vendors }: Context) {
  if (!vendors.jira) throw new UserError(ABSENT);
  return vendors.jira;
}

function requireWrites({ writes }: Writing) {
  if (!writes.jira) throw new UserError(ABSENT);
  return writes.jira;
}
