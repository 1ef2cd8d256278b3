import type { Octokit } from "@octokit/rest";
import { explainGithub } from "#integrations/github/errors";
import { fromPoll } from "#integrations/github/normalise";
import type { Polled } from "#integrations/github/polled";
import { type Repo, readChanges, readOpen } from "#integrations/github/sync";
import { UserError } from "#kernel/errors";
import type { Operation, Progress } from "#kernel/operation";
import type { Events } from "#kernel/ports/events";
import type { Facts } from "#kernel/ports/facts";
import type { Memory } from "#kernel/ports/memory";

const BATCH_MAX = 1_000;
const FIRST_LOOK_BACK_MS = 84 * 24 * 3_600_000;
const NO_PROGRESS: Progress = { update() {}, stop() {} };

export interface Syncing {
  /** Undefined while no token is set. */
  github: (() => Promise<Octokit>) | undefined;
  events: Events;
  facts: Facts;
  memory: Memory;
  now(): Date;
}

export interface SyncResult {
  repository: string;
  read: number;
  new: number;
  since: Date;
}

/** `adjutant sync github OWNER/REPO`: reads what changed since the last time, and can be stopped at any moment. */
export function sync(open: () => Promise<Syncing>): Operation {
  return {
    name: "sync github",
    usage: "adjutant sync github OWNER/REPO [--since 2026-01-31]",
    summary: "Read what changed in a repository; it goes on where it was stopped.",
    async run({ words: [name = ""], fields, json, terminal }) {
      const since = readSince(fields["since"]?.[0]);
      const progress = terminal.progress(name);
      try {
        const result = await syncRepository(await open(), name, { progress, ...(since && { since }) });
        terminal.print(json ? JSON.stringify(result) : describe(result));
      } finally {
        progress.stop();
      }
      return true;
    },
  };
}

interface SyncOptions {
  since?: Date;
  progress?: Progress;
}

/** Stores step after step, each with the watermark from which a later call goes on. */
export async function syncRepository(syncing: Syncing, name: string, options: SyncOptions = {}): Promise<SyncResult> {
  if (!syncing.github) throw new UserError("Set GITHUB_TOKEN first: a token that may read the repository.");
  const repo = parseRepository(name);
  try {
    return await readRepository({ ...syncing, client: await syncing.github(), repo }, name, options);
  } catch (error) {
    throw explainGithub(error, name);
  }
}

type Reading = Syncing & { client: Octokit; repo: Repo };

async function readRepository(syncing: Reading, name: string, options: SyncOptions): Promise<SyncResult> {
  const { client, repo } = syncing;
  const { progress = NO_PROGRESS } = options;
  const startedAt = syncing.now();
  const key = `github:watermark:${name.toLowerCase()}`;
  const remembered = await syncing.memory.recall(key);
  const since = options.since ?? readWatermark(remembered) ?? new Date(startedAt.getTime() - FIRST_LOOK_BACK_MS);
  const result: SyncResult = { repository: name, read: 0, new: 0, since };

  if (remembered === undefined) for await (const open of readOpen(client, repo)) await keep(syncing, result, open);
  for await (const { polled, watermark } of readChanges(client, repo, since)) {
    await keep(syncing, result, polled);
    // Nothing that happens while we read may fall behind the watermark.
    const safe = new Date(Math.min(watermark.getTime(), startedAt.getTime()));
    await syncing.memory.remember(key, safe.toISOString(), syncing.now());
    progress.update(toSeconds(watermark, since), toSeconds(startedAt, since));
  }
  await syncing.facts.notePoll("github", startedAt);
  progress.update(toSeconds(startedAt, since), toSeconds(startedAt, since));
  return result;
}

async function keep({ events, now }: Syncing, result: SyncResult, polled: Polled[]): Promise<void> {
  const receivedAt = now();
  for (let start = 0; start < polled.length; start += BATCH_MAX) {
    const batch = polled.slice(start, start + BATCH_MAX).map((told) => fromPoll({ ...told, receivedAt }));
    const { inserted } = await events.ingest(batch);
    result.new += inserted;
  }
  result.read += polled.length;
}

function parseRepository(name: string): Repo {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (!owner || !repo) throw new UserError("Name the repository: adjutant sync github OWNER/REPO");
  return { owner, repo };
}

function readWatermark(remembered: unknown): Date | undefined {
  return typeof remembered === "string" ? new Date(remembered) : undefined;
}

function readSince(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const since = new Date(text);
  if (Number.isNaN(since.getTime())) throw new UserError(`“${text}” is not a date. Write it like 2026-01-31.`);
  return since;
}

function describe({ repository, read, new: added, since }: SyncResult): string {
  return `${repository}: read ${read} items since ${since.toISOString()}, ${added} of them new.`;
}

function toSeconds(instant: Date, since: Date): number {
  return Math.max(0, Math.round((instant.getTime() - since.getTime()) / 1_000));
}
