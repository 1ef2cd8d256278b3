import type { Deployment, Freshness, Incident } from "#domain/delivery";
import type { PullRequest, PullRequestHistory } from "#domain/pull-request";

/** Repositories in lower case; null means all we know. */
export type Scope = string[] | null;

export interface Window {
  /** Half open: from ≤ t < to. */
  from: Date;
  to: Date;
}

/** What we know, by event time: nothing that happened after the asked instant shows. */
export interface Facts {
  /** Open at the instant, drafts and bots included, the oldest first. */
  openPullRequests(scope: Scope, asOf: Date): Promise<PullRequest[]>;
  /** These as they stood, open or not; those unknown or not yet opened are left out. */
  pullRequests(subjects: string[], asOf: Date): Promise<PullRequest[]>;
  /** Merged or closed within the window, as they stood at its end, the latest first. */
  endedPullRequests(scope: Scope, window: Window): Promise<PullRequest[]>;
  /** Open at any time within the window, with all that happened to them before its end; `PULL_REQUESTS_MAX`, the oldest first. */
  histories(scope: Scope, window: Window): Promise<PullRequestHistory[]>;
  /** Production deployments that finished within the window, the latest first. */
  deployments(scope: Scope, window: Window): Promise<Deployment[]>;
  /** The latest finished production deployment of each release line, where that one failed. */
  failedDeployments(scope: Scope, asOf: Date): Promise<Deployment[]>;
  openIncidents(scope: Scope, asOf: Date): Promise<Incident[]>;
  /** Issues of these repositories that were opened by then, the newest first; as many as `limit`. */
  issues(repositories: string[], asOf: Date, limit: number): Promise<{ ref: string; title: string; url: string }[]>;
  /** The repositories any event spoke of. */
  repositories(): Promise<string[]>;
  freshness(): Promise<Freshness[]>;
  /** Remembers that a source was read to its end. */
  notePoll(source: string, at: Date): Promise<void>;
}
