import type { GithubSandbox } from "../github/sandbox.ts";
import type { Json } from "../slack/model.ts";
import { Change, ChangeError } from "../world/change.ts";
import { isPull, type Thread } from "../world/model.ts";
import type { World } from "../world/world.ts";

const MERGED_SHOWN = 5;
const DELIVERIES_SHOWN = 12;

/** What can be acted on, for the World panel. */
export function readWorld(world: World, github: GithubSandbox): Json {
  const { pulls, issues, repos, people } = world.state;
  const open = pulls.filter(({ state }) => state === "open").toReversed();
  const merged = pulls.filter(({ mergedAt }) => mergedAt !== null);
  const latest = merged.toSorted((a, b) => Number(b.mergedAt) - Number(a.mergedAt)).slice(0, MERGED_SHOWN);
  const toLine = (pull: (typeof pulls)[number]) => ({
    ...{ repo: pull.repo.name, number: pull.number, title: pull.title, author: pull.author, isDraft: pull.isDraft },
    state: pull.reviews.at(-1)?.state ?? "unreviewed",
  });
  return {
    repos: repos.map(({ name, fullName }) => ({ name, fullName })),
    people: people.filter(({ isBot }) => !isBot).map(({ login, name }) => ({ login, name })),
    open: open.map(toLine),
    merged: latest.map(toLine),
    incidents: issues
      .filter(({ state }) => state === "open")
      .map(({ repo, number, title }) => ({ repo: repo.name, number, title })),
    deliveries: github.deliveries.entries().slice(-DELIVERIES_SHOWN).reverse(),
  };
}

/** One pull request or issue with its story, for whoever follows a link. Throws ChangeError when there is none. */
export function readThread({ state }: World, query: URLSearchParams): Json {
  const number = Number(query.get("number"));
  const threads: Thread[] = [...state.pulls, ...state.issues];
  const thread = threads.find((one) => one.repo.fullName === query.get("repo") && one.number === number);
  if (!thread) throw new ChangeError(`There is no #${number} in ${query.get("repo")}.`);
  const { repo, title, body, author, labels, createdAt, comments } = thread;
  const said = comments.map((one) => ({ at: one.at, who: one.author, what: "commented", text: one.body }));
  const story = [{ at: createdAt, who: author, what: "opened it", text: "" }, ...said, ...storyOf(state, thread)];
  return {
    ...{ repo: repo.fullName, number, title, body, labels, author, state: stateOf(thread) },
    story: story.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

interface Event {
  at: Date;
  who: string;
  what: string;
  text: string;
}

function storyOf(state: World["state"], thread: Thread): Event[] {
  const closed = thread.closedAt ? [{ at: thread.closedAt, who: "", what: "closed", text: "" }] : [];
  if (!isPull(thread)) return closed;
  const { commits, reviews, mergedAt, mergedBy } = thread;
  const shas = new Set(commits.map(({ sha }) => sha));
  const checks = state.runs.filter(({ sha }) => shas.has(sha));
  return [
    ...commits.map(({ at, author, message }) => ({ at, who: author, what: "committed", text: message })),
    ...reviews.map((one) => ({ at: one.at, who: one.author, what: one.state.replace("_", " "), text: one.body ?? "" })),
    ...checks.map(({ finishedAt, name, conclusion }) => ({ at: finishedAt, who: name, what: conclusion, text: "" })),
    ...(mergedAt ? [{ at: mergedAt, who: mergedBy ?? "", what: "merged it", text: "" }] : closed),
  ];
}

function stateOf(thread: Thread): string {
  if (isPull(thread) && thread.mergedAt) return "merged";
  return isPull(thread) && thread.isDraft && thread.state === "open" ? "draft" : thread.state;
}

const DONE: Record<Change["change"], string> = {
  open: "Opened",
  push: "Pushed to",
  review: "Reviewed",
  comment: "Commented on",
  check: "Checked",
  ready: "Marked as ready:",
  merge: "Merged",
  close: "Closed",
  revert: "Opened a revert:",
  deploy: "Deployed",
  incident: "Opened an incident:",
  resolve: "Resolved",
};

/** Makes a change happen and says in words what did. Throws ChangeError when it is not possible. */
export function makeChange(world: World, body: unknown): string {
  const parsed = Change.safeParse(body);
  if (!parsed.success) throw new ChangeError(parsed.error.issues.map(({ message }) => message).join(" "));
  const about = world.changes.make(parsed.data);
  const what = "number" in about ? `${about.repo.name}#${about.number} ${about.title}` : about.fullName;
  return `${DONE[parsed.data.change]} ${what}`;
}
