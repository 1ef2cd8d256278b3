import { percentile } from "#domain/metrics/metric";

const PREFIX = /^(\w+)(?:\([^)]*\))?!?:\s*/;
const THEMES: Record<string, string> = { feat: "New", fix: "Mended", perf: "Faster", docs: "Documents" };
const OTHER = "Beneath the surface";
/** In the order in which readers care. */
const ORDER = ["New", "Mended", "Faster", "Documents", OTHER];

/** A change that reached users. */
export interface Shipped {
  subject: string;
  title: string;
  url: string;
  shippedAt: number;
}

export interface Released {
  repo: string;
  ref: string;
  url: string;
  finishedAt: number;
}

export interface ReleaseGroup {
  release: string;
  url: string;
  shipped_at: string;
  themes: { theme: string; changes: { subject: string; title: string; url: string }[] }[];
}

/** What each release brought, by theme and in people's words: the kind that a title begins with is no word of theirs. */
export function groupByRelease(shipped: readonly Shipped[], releases: readonly Released[]): ReleaseGroup[] {
  const byInstant = new Map(releases.map((one) => [keyOf(one.repo, one.finishedAt), one]));
  const groups = Map.groupBy(shipped, ({ subject, shippedAt }) => keyOf(repoOf(subject), shippedAt));
  return [...groups]
    .map(([key, changes]) => {
      const release = byInstant.get(key);
      const shippedAt = new Date(changes[0]?.shippedAt ?? 0).toISOString();
      return {
        ...{ release: release?.ref ?? "a release", url: release?.url ?? "", shipped_at: shippedAt },
        themes: groupByTheme(changes),
      };
    })
    .sort((a, b) => (a.shipped_at < b.shipped_at ? 1 : -1));
}

/** "feat(api): add keys" is new, and reads "Add keys". */
export function readTitle(title: string): { theme: string; words: string } {
  const [prefix = "", kind = ""] = PREFIX.exec(title) ?? [];
  const words = title.slice(prefix.length);
  return { theme: THEMES[kind.toLowerCase()] ?? OTHER, words: words.charAt(0).toUpperCase() + words.slice(1) };
}

/** The median of earlier weeks, of which a number alone says nothing; null without any. */
export function medianOf(weeks: readonly (number | null)[]): number | null {
  return percentile(
    weeks.flatMap((one) => one ?? []),
    0.5,
  );
}

function groupByTheme(changes: readonly Shipped[]): ReleaseGroup["themes"] {
  const groups = Map.groupBy(changes, ({ title }) => readTitle(title).theme);
  return ORDER.flatMap((theme) => {
    const own = groups.get(theme);
    if (!own) return [];
    return [
      { theme, changes: own.map(({ subject, title, url }) => ({ subject, url, title: readTitle(title).words })) },
    ];
  });
}

function repoOf(subject: string): string {
  return subject.split("#")[0] ?? "";
}

function keyOf(repo: string, at: number): string {
  return `${repo} ${at}`;
}
