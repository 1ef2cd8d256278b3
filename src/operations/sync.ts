import type { Octokit } from "@octokit/rest";
import { explainGithub } from "#integrations/github/errors";
import { openSource, type Repo } from "#integrations/github/source";
import { UserError } from "#kernel/errors";
import type { Operation, Progress } from "#kernel/operation";
import { readRepository, type Syncing } from "./read-repository.ts";

const NO_PROGRESS: Progress = { update() {}, stop() {} };

export interface SyncResult {
  repository: string;
  read: number;
  new: number;
  /** The earliest moment from which anything was read. */
  since: Date;
}

export interface GithubSyncing extends Syncing {
  /** Undefined while no token is set. */
  github: (() => Promise<Octokit>) | undefined;
}

/** `adjutant sync github OWNER/REPO`: reads what changed since the last time, and can be stopped at any moment. */
export function sync(open: () => Promise<GithubSyncing>): Operation {
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
  signal?: AbortSignal;
}

/** Stores step after step, each with the cursor from which a later call goes on; then everything is to be evaluated. */
export async function syncRepository(
  syncing: GithubSyncing,
  name: string,
  { since, progress = NO_PROGRESS, signal }: SyncOptions = {},
): Promise<SyncResult> {
  if (!syncing.github) throw new UserError("Set GITHUB_TOKEN first: a token that may read the repository.");
  const repo = parseRepository(name);
  try {
    const source = await openSource(await syncing.github(), repo);
    const options = {
      ...(since && { since }),
      ...(signal && { signal }),
      onRead: (read: number) => progress.update(read),
    };
    const result = await readRepository(syncing, { source, name: name.toLowerCase() }, options);
    return { repository: name, ...result };
  } catch (error) {
    throw explainGithub(error, name);
  }
}

function parseRepository(name: string): Repo {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (!owner || !repo) throw new UserError("Name the repository: adjutant sync github OWNER/REPO");
  return { owner, repo };
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
