import type { PullRequest } from "../pull-request.ts";
import type { Blocker } from "./records.ts";

const LINKS_MAX = 20;
/** What looks blocked from outside. Whoever is asked to move it is asked whether it is; without their word it is not. */
const INFERRED_KINDS: ReadonlySet<string> = new Set(["changes_requested_idle", "red_checks"]);

/** Why something cannot go on, said by somebody, and since when. */
export interface Blocked {
  why: string;
  since: Date;
}

/** Whether a signal of this kind suggests that its subject is blocked. */
export function mayBeBlocked(kind: string): boolean {
  return INFERRED_KINDS.has(kind);
}

/** "Blocked by #7", "blocked by acme/web#3", "blocked by: https://…/acme/web/pull/3". */
const LINK =
  /\bblocked (?:by|on)\b:?[ \t]+(?:https?:\/\/[^\s/]+\/)?(?:([\w.-]+\/[\w.-]+)(?:#|\/(?:pull|issues)\/)|#)(\d{1,9})\b/gi;

/** The subjects that a pull request says it is blocked by, in its own text. */
export function linksOf({ body, repo, subject }: PullRequest): string[] {
  const links = [...body.matchAll(LINK)].slice(0, LINKS_MAX);
  const subjects = links.map(([, other = repo, number]) => `${other.toLowerCase()}#${number}`);
  return [...new Set(subjects)].filter((link) => link !== subject);
}

interface Said {
  /** In force. */
  words: readonly Blocker[];
  pulls: readonly PullRequest[];
  /** What the pull requests link to, as far as it is known. */
  linked: readonly PullRequest[];
}

/** What is blocked by a person's word, or by another pull request that is still open. */
export function findBlocked({ words, pulls, linked }: Said): Map<string, Blocked> {
  const open = new Map(linked.filter(({ state }) => state === "open").map((pull) => [pull.subject, pull]));
  const blocked = new Map<string, Blocked>();
  for (const pull of pulls) {
    const [blocker] = linksOf(pull).flatMap((link) => open.get(link) ?? []);
    const since = blocker && blocker.openedAt > pull.openedAt ? blocker.openedAt : pull.openedAt;
    if (blocker) blocked.set(pull.subject, { why: `by ${blocker.subject}`, since });
  }
  for (const { subject, why, at } of words) blocked.set(subject, { why, since: at });
  return blocked;
}
