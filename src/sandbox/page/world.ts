import type { GithubSandbox } from "../github/sandbox.ts";
import type { Json } from "../slack/model.ts";
import { Change, ChangeError } from "../world/change.ts";
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
  label: "Changed the labels of",
  assign: "Changed who is assigned to",
  ask: "Changed who is to review",
  uncomment: "Took back a remark on",
  issue: "Opened",
  issue_state: "Opened or closed",
};

/** Makes a change happen and says in words what did. Throws ChangeError when it is not possible. */
export function makeChange(world: World, body: unknown): string {
  const parsed = Change.safeParse(body);
  if (!parsed.success) throw new ChangeError(parsed.error.issues.map(({ message }) => message).join(" "));
  const about = world.changes.make(parsed.data);
  const what = "number" in about ? `${about.repo.name}#${about.number} ${about.title}` : about.fullName;
  return `${DONE[parsed.data.change]} ${what}`;
}
