/** An issue, as Linear has it at this moment. */
export interface LinearIssue {
  id: string;
  /** "WEB-12". */
  key: string;
  title: string;
  url: string;
  state: LinearState;
  assignee: LinearUser | null;
  team: LinearTeam;
}

export interface LinearUser {
  id: string;
  name: string;
  email?: string | undefined;
}

export interface LinearState {
  id: string;
  name: string;
  /** triage, backlog, unstarted, started, completed or canceled. */
  type: string;
}

export interface LinearTeam {
  id: string;
  key: string;
  name: string;
  /** In the order of the team's workflow. */
  states: LinearState[];
}

export interface LinearReads {
  team(key: string): Promise<LinearTeam>;
  /** By its key. */
  issue(key: string): Promise<LinearIssue>;
  /** By the id that we gave it; undefined where there is none, at once: Linear's reads do not lag. */
  issueById(id: string): Promise<LinearIssue | undefined>;
  /** Issues of a team that speak of these words, the likest first as Linear sees it. */
  searchIssues(team: string, words: string): Promise<{ key: string; title: string; url: string }[]>;
  commentById(id: string): Promise<{ url: string } | undefined>;
  /** Those who go by this name, e-mail address or id. */
  users(query: string): Promise<LinearUser[]>;
}

export interface NewLinearIssue {
  /** Chosen by us: Linear takes it once. */
  id: string;
  teamId: string;
  title: string;
  /** Markdown. */
  body: string;
  /** 0 none, 1 urgent, 2 high, 3 normal, 4 low. */
  priority: number;
  /** The id of the issue above it. */
  parentId: string | null;
}

/** Each is one request. Throws RefusedError, NeverSentError, or anything else where the ending is not known. */
export interface LinearWrites {
  createIssue(issue: NewLinearIssue): Promise<void>;
  comment(comment: { id: string; issueId: string; body: string }): Promise<void>;
  setState(issueId: string, stateId: string): Promise<void>;
  assign(issueId: string, userId: string | null): Promise<void>;
}
