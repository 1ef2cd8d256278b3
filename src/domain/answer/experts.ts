import { DAY_MS } from "#lib/time";
import type { Expert } from "./question.ts";

const EXPERTS_MAX = 3;
/** After so long somebody who wrote something is half as likely to know. */
const HALF_LIFE_MS = 180 * DAY_MS;
/** Of what nobody knows when it was written. */
const UNDATED = 0.5;

/** GitHub's apps, as they sign what they write. */
const APP = /\[bot\]$/i;

/** A document that comes near to what was asked, the nearest first. */
export interface Near {
  id: number;
  title: string;
  author: string | null;
  updatedAt: Date | null;
  /** As CODEOWNERS names them: "@ada", "@acme/core", an address. */
  owners: readonly string[];
  path: string | null;
  /** Whether it is what somebody once answered. */
  isAnswer: boolean;
}

/** Who a name stands for; two names of one person have the same key. */
export interface Known {
  key: string;
  name: string;
  slack: string | null;
  isTeam: boolean;
}

/** Undefined where a name is a bot's. */
type Identify = (name: string) => Known | undefined;

interface Weighed extends Known {
  weight: number;
  best: number;
  reason: string;
}

/**
 * Who may know: those who own what comes nearest, wrote it, or answered something like it; the nearer the more, and what was
 * written long ago less. Teams come before people, and bots are left out.
 */
export function findExperts(near: readonly Near[], now: Date, identify: Identify): Expert[] {
  const weighed = new Map<string, Weighed>();
  for (const { known, weight, reason } of weigh(near, now, identify)) {
    const before = weighed.get(known.key) ?? { ...known, weight: 0, best: 0, reason };
    const better = weight > before.best ? { best: weight, reason } : {};
    weighed.set(known.key, { ...before, ...better, weight: before.weight + weight });
  }
  return [...weighed.values()]
    .sort((a, b) => Number(b.isTeam) - Number(a.isTeam) || b.weight - a.weight || a.name.localeCompare(b.name))
    .slice(0, EXPERTS_MAX)
    .map(({ name, reason, slack }) => ({ name, reason, slack }));
}

/** What each document says for each of those it names. */
function weigh(near: readonly Near[], now: Date, identify: Identify) {
  return distinct(near).flatMap((document, rank) =>
    claimsOf(document, now).flatMap(({ name, factor, reason }) => {
      const known = APP.test(name) ? undefined : identify(name);
      return known ? [{ known, weight: factor / (1 + rank), reason }] : [];
    }),
  );
}

function distinct(near: readonly Near[]): Near[] {
  return [...new Map(near.toReversed().map((document) => [document.id, document])).values()].reverse();
}

function claimsOf({ owners, author, path, title, updatedAt, isAnswer }: Near, now: Date) {
  const owning = owners.map((name) => ({ name, factor: 1, reason: `owns “${path ?? title}”` }));
  if (author === null) return owning;
  if (isAnswer) return [...owning, { name: author, factor: 1, reason: `answered “${title}”` }];
  return [...owning, { name: author, factor: fading(updatedAt, now), reason: `wrote “${title}”` }];
}

function fading(updatedAt: Date | null, now: Date): number {
  if (updatedAt === null) return UNDATED;
  return 0.5 ** (Math.max(0, now.getTime() - updatedAt.getTime()) / HALF_LIFE_MS);
}
