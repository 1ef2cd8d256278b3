/** An issue, as Jira has it at this moment. */
export interface JiraIssue {
  id: string;
  key: string;
  title: string;
  url: string;
  status: string;
  isDone: boolean;
  assignee: JiraUser | null;
}

export interface JiraUser {
  accountId: string;
  name: string;
  /** Null where they hide it. */
  email: string | null;
}

export interface JiraProject {
  key: string;
  name: string;
  url: string;
  /** The kinds of issues that stand by themselves. */
  issueTypes: { id: string; name: string }[];
}

/** A way out of an issue's present status; the ids differ from workflow to workflow. */
export interface JiraTransition {
  id: string;
  to: string;
  isDone: boolean;
}

export interface JiraComment {
  id: string;
  url: string;
}

/** What somebody wrote on an issue. */
export interface JiraRemark {
  author: string;
  /** Markdown, without the mentions of us. */
  text: string;
  /** Whether we are named in it, and did not write it ourselves. */
  isForUs: boolean;
}

export interface JiraReads {
  /** Undefined where it is gone. */
  remark(key: string, comment: string): Promise<JiraRemark | undefined>;
  project(key: string): Promise<JiraProject>;
  issue(key: string): Promise<JiraIssue>;
  transitions(key: string): Promise<JiraTransition[]>;
  /** Those who can be given this issue and go by this name, e-mail address or account id. */
  assignable(key: string, who: { query: string } | { accountId: string }): Promise<JiraUser[]>;
  /** Issues of a project with one of these words in their title, the newest first. The search lags behind. */
  searchIssues(project: string, words: readonly string[]): Promise<JiraIssue[]>;
  /** Our own comment with this mark, among those made since then. */
  markedComment(key: string, mark: string, since: Date): Promise<JiraComment | undefined>;
  /** Our own issue with this label and this mark. Its absence proves nothing: the search lags behind. */
  markedIssue(project: string, marks: { label: string; mark: string }): Promise<JiraIssue | undefined>;
}

export interface NewJiraIssue {
  project: string;
  issueTypeId: string;
  title: string;
  /** Markdown. */
  body: string;
  /** One of Jira's names: Highest, High, Medium, Low, Lowest. */
  priority: string | null;
  /** The key of the issue above it. */
  parent: string | null;
  label: string;
  mark: string;
}

/** Each is one request. Throws RefusedError, NeverSentError, or anything else where the ending is not known. */
export interface JiraWrites {
  createIssue(issue: NewJiraIssue): Promise<{ key: string; url: string }>;
  comment(key: string, comment: { body: string; mark: string }): Promise<JiraComment>;
  transition(key: string, transitionId: string): Promise<void>;
  assign(key: string, accountId: string | null): Promise<void>;
}
