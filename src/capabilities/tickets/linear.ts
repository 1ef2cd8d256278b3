import type { Context, Writing } from "#kernel/context";
import { RefusedError, UserError } from "#kernel/errors";
import { beforeSending } from "#kernel/sending";
import { linearIdOf } from "./marks.ts";
import type { Priority, Tracker } from "./tracker.ts";

const PRIORITY: Record<Priority, number> = { urgent: 1, high: 2, medium: 3, low: 4 };
const DONE = "completed";
const ENDS = new Set([DONE, "canceled"]);
const ABSENT = "Linear is not connected: set LINEAR_API_KEY.";

/** Issues of a Linear team. What we make has an id of our choice, which Linear takes once. */
export const linear: Tracker = {
  label: "Linear",
  traits: ({ priority }) => (priority ? [`priority ${priority}`] : []),
  async destination(context, ref) {
    const { key, name } = await requireReads(context).team(ref);
    return { ref: key, name, url: null };
  },
  async create(writing, ref, { ticket: { title, body, priority, parent }, attempt: { key } }) {
    const reads = requireReads(writing);
    const [{ id: teamId }, above] = await beforeSending(writing, () =>
      Promise.all([reads.team(ref), parent === null ? null : reads.issue(parent)]),
    );
    const issue = {
      ...{ id: linearIdOf(key), teamId, title, body, priority: priority === null ? 0 : PRIORITY[priority] },
      parentId: above?.id ?? null,
    };
    const find = () => findIssue(writing, issue.id);
    const made = await unlessTaken(() => requireWrites(writing).createIssue(issue), find);
    return made ?? requireFound(await find());
  },
  findCreated: (context, _ref, { key }) => findIssue(context, linearIdOf(key)),

  async search(context, ref, words) {
    const found = await requireReads(context).searchIssues(ref, words.join(" "));
    return found.map(({ key, title, url }) => ({ ref: key, title, url }));
  },
  async ticket(context, ref) {
    const { id, title, url, state, assignee } = await requireReads(context).issue(ref);
    const isDone = ENDS.has(state.type);
    return { ref, id, title, url, status: state.name, isDone, assignees: assignee ? [assignee] : [], isPublic: false };
  },
  async comment(writing, ref, { body, attempt: { key } }) {
    const { id: issueId } = await beforeSending(writing, () => requireReads(writing).issue(ref));
    const comment = { id: linearIdOf(key), issueId, body };
    const find = async () => (await requireReads(writing).commentById(comment.id))?.url;
    const made = await unlessTaken(() => requireWrites(writing).comment(comment), find);
    return made ?? requireFound(await find());
  },
  async findComment(context, _ref, { key }) {
    return (await requireReads(context).commentById(linearIdOf(key)))?.url;
  },

  async steps(context, ref) {
    const { team, state } = await requireReads(context).issue(ref);
    const others = team.states.filter(({ id }) => id !== state.id);
    return others.map(({ name, type }) => ({ to: name, isDone: type === DONE }));
  },
  async take(writing, ref, { to }) {
    const { id, team } = await beforeSending(writing, () => requireReads(writing).issue(ref));
    const state = team.states.find(({ name }) => name === to);
    if (!state) throw new UserError(`The Linear team ${team.key} has no state ${to}.`);
    await requireWrites(writing).setState(id, state.id);
  },

  candidates: (context, _ref, words) => requireReads(context).users(words),
  assign: (writing, { id }, userId) => requireWrites(writing).assign(id, userId),
};

async function findIssue(context: Context, id: string) {
  const found = await requireReads(context).issueById(id);
  return found && { ref: found.key, url: found.url };
}

/** An id is refused that is taken already: then an earlier attempt has made the thing, and there it is. */
async function unlessTaken<Made>(
  write: () => Promise<void>,
  find: () => Promise<Made | undefined>,
): Promise<Made | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    const made = error instanceof RefusedError && error.retryAt === undefined ? await find() : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

function requireFound<Made>(made: Made | undefined): Made {
  if (made === undefined) throw new Error("Linear does not show what it says it has made.");
  return made;
}

function requireReads({ vendors }: Context) {
  if (!vendors.linear) throw new UserError(ABSENT);
  return vendors.linear;
}

function requireWrites({ writes }: Writing) {
  if (!writes.linear) throw new UserError(ABSENT);
  return writes.linear;
}
