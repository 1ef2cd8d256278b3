import type { Connector, Listing } from "#domain/knowledge/connector";
import { headed } from "#domain/knowledge/document";
import { sha256 } from "#lib/hash";
import { DAY_MS } from "#lib/time";

const DAYS = 180;
const ITEMS_MAX = 20_000;

/** An issue or a pull request, as it is told of. */
export interface WorkItem {
  /** "acme/api#12". */
  ref: string;
  repo: string;
  title: string;
  body: string;
  url: string;
  author: string;
  state: string;
  labels: readonly string[];
  at: Date;
}

export interface WorkSource {
  key: string;
  audience: string;
  everyMinutes: number;
  days?: number | undefined;
  /** All of them unless given. */
  repositories?: readonly string[] | undefined;
  /** Those that were opened since, the newest first. */
  loadWork(since: Date, limit: number): Promise<WorkItem[]>;
  now(): Date;
}

/** Issues and pull requests as far as we were told of them. Anybody may have written them. */
export function createWorkDocuments(source: WorkSource): Connector {
  const { key, audience, everyMinutes, days = DAYS, repositories, loadWork, now } = source;
  async function list(): Promise<Listing> {
    const all = await loadWork(new Date(now().getTime() - days * DAY_MS), ITEMS_MAX);
    const wanted = all.filter(({ repo }) => repositories?.includes(repo) ?? true);
    const items = wanted.map((item) => ({
      uri: item.ref,
      version: sha256(JSON.stringify([item.title, item.body, item.state, item.labels])),
      audience,
      read: async () => toDocument(item, audience),
    }));
    return { items, skipped: [], isComplete: all.length < ITEMS_MAX, audience };
  }
  return { key, kind: "work", location: "Issues and pull requests", audience, everyMinutes, list };
}

function toDocument({ ref, title, body, url, author, state, labels, at }: WorkItem, audience: string) {
  const told = [`${state}${labels.length > 0 ? `, ${labels.join(", ")}` : ""}`, body.trim()].filter(
    (one) => one !== "",
  );
  return {
    ...{ uri: ref, text: headed(`${ref}: ${title}`, told.join("\n\n")), format: "markdown" as const },
    ...{ anchors: "none" as const, url, audience, trust: "anyone" as const, author, updatedAt: at },
    meta: { state },
  };
}
