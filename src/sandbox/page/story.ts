import type { Json } from "../slack/model.ts";
import { ChangeError } from "../world/change.ts";
import { isPull, type Thread } from "../world/work.ts";
import type { World } from "../world/world.ts";

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
