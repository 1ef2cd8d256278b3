import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NewEvent } from "#domain/events";
import { fromPoll } from "#integrations/github/normalise";
import { parseDeliveryLine } from "#integrations/import-line";

const FOLDER = process.env["ADJUTANT_SAMPLE_DATA"] ?? join(import.meta.dirname, "../../../shared/data/github-12-weeks");
const SAMPLE_FILE = join(FOLDER, "events.ndjson");
const TICKETS_FILE = join(FOLDER, "jira.ndjson");

/** Twelve weeks of real work; tests that need it are skipped where it is not. */
export const hasSample = existsSync(SAMPLE_FILE) && existsSync(TICKETS_FILE);

export const SAMPLE_END = new Date("2026-08-17T00:00:00Z");
export const SAMPLE_REPO = "demo-org/vitest";

if (!hasSample) {
  process.stderr.write(
    `\n!!! SAMPLE DATA TESTS SKIPPED: ${SAMPLE_FILE} or ${TICKETS_FILE} is not there. Set ADJUTANT_SAMPLE_DATA.\n\n`,
  );
}

export function sampleLines(): string[] {
  return readFileSync(SAMPLE_FILE, "utf8").trimEnd().split("\n");
}

export function sampleEvents(): NewEvent[] {
  return sampleLines().map(toEvent);
}

/** What Jira told of the same weeks. */
export function sampleTicketLines(): string[] {
  return readFileSync(TICKETS_FILE, "utf8").trimEnd().split("\n");
}

export function sampleTicketEvents(): NewEvent[] {
  return sampleTicketLines().map(toEvent);
}

/** What an independent computation found in the same data. */
export function sampleExpected(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));
}

function toEvent(line: string): NewEvent {
  const parsed = parseDeliveryLine(line);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.event;
}

interface Truth {
  repo: string;
  prs: {
    number: number;
    author: string;
    bot: boolean;
    merged: string | null;
    shipped_in: string | null;
    first_commit_authored: string;
    commits: string[];
  }[];
}

/** What really happened, beyond what the webhooks tell. */
export function sampleTruth(): Truth {
  return JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8"));
}

/** The commits of each pull request as a reading of GitHub's list of them finds them. */
export function sampleCommits(): NewEvent[] {
  const { repo, prs } = sampleTruth();
  return prs.flatMap(({ number, author, bot, first_commit_authored: first, commits }) => {
    const login = { login: author, type: bot ? "Bot" : "User" };
    return commits.map((committed, index) => {
      const sha = `${number}-${index}`;
      const dates = { author: { date: index === 0 ? first : committed }, committer: { date: committed } };
      const commit = { sha, author: login, committer: login, commit: { message: "Change", ...dates } };
      const payload = { number, commit, repository: { full_name: repo } };
      return fromPoll({ event: "pull_request_commit", payload, receivedAt: SAMPLE_END });
    });
  });
}
