import type { Sprint, Ticket } from "./tickets.ts";
import type { Commit, Pull, Thread } from "./work.ts";

/** The team's world in neutral words; each vendor's sandbox projects it into its own format. */
export interface Person {
  /** Of Slack; null for accounts that exist on GitHub alone. */
  slackId: string | null;
  login: string;
  githubId: number;
  name: string;
  title: string;
  email: string;
  zone: string;
  isBot: boolean;
}

export interface Channel {
  id: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  /** Slack ids. */
  members: string[];
}

export interface Repo {
  id: number;
  owner: string;
  name: string;
  fullName: string;
  description: string;
  language: string;
  /** Of its tickets, as in `API-12`. */
  ticketKey: string;
  /** Of its default branch. */
  headSha: string;
  createdAt: Date;
}

export type Conclusion = "success" | "failure";

export interface Run {
  id: number;
  repo: Repo;
  name: string;
  event: "push" | "pull_request" | "deployment";
  branch: string;
  sha: string;
  title: string;
  actor: string;
  conclusion: Conclusion;
  startedAt: Date;
  finishedAt: Date;
  number: number;
}

export interface DeploymentStatus {
  id: number;
  state: "in_progress" | "success" | "failure";
  at: Date;
}

export interface Deployment {
  id: number;
  repo: Repo;
  sha: string;
  ref: string;
  environment: string;
  creator: string;
  createdAt: Date;
  updatedAt: Date;
  statuses: DeploymentStatus[];
}

export interface Release {
  id: number;
  repo: Repo;
  tag: string;
  sha: string;
  author: string;
  at: Date;
}

/** Everything there is; changed only by the functions of changes.ts. */
export interface State {
  people: Person[];
  channels: Channel[];
  repos: Repo[];
  pulls: Pull[];
  issues: Thread[];
  /** Of the trackers, where GitHub is not the tracker. */
  tickets: Ticket[];
  /** Of each project that plans in them, oldest first. */
  sprints: Sprint[];
  runs: Run[];
  deployments: Deployment[];
  releases: Release[];
  /** Commits of the default branches, oldest first. */
  mainline: Map<string, Commit[]>;
}
